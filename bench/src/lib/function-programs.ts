/** The same algorithm twice: as a program that reads and prints in the usual way of its language, and as the function of a function problem. */
export type FunctionPair = { readonly language: string; readonly whole: string; readonly called: string };

export const functionPairs: readonly FunctionPair[] = [
  {
    language: 'cpp17',
    whole:
      '#include <bits/stdc++.h>\nusing namespace std;\nint main() {\n    int n;\n    scanf("%d", &n);\n    vector<int> values(n);\n    for (int& v : values) scanf("%d", &v);\n    printf("%d\\n", *max_element(values.begin(), values.end()));\n}\n',
    called:
      'class Solution {\npublic:\n    int largest(vector<int>& values) { return *max_element(values.begin(), values.end()); }\n};\n',
  },
  {
    language: 'c',
    whole:
      '#include <stdio.h>\nint main(void) {\n    int n, v, most = -1;\n    scanf("%d", &n);\n    while (n-- > 0 && scanf("%d", &v) == 1) if (v > most) most = v;\n    printf("%d\\n", most);\n}\n',
    called:
      'int largest(IntArray values) {\n    int most = -1;\n    for (int i = 0; i < values.size; i++) if (values.data[i] > most) most = values.data[i];\n    return most;\n}\n',
  },
  {
    language: 'python3',
    whole:
      'import sys\n\n\ndef main():\n    values = list(map(int, sys.stdin.read().split()[1:]))\n    print(max(values))\n\n\nmain()\n',
    called: 'class Solution:\n    def largest(self, values):\n        return max(values)\n',
  },
  {
    language: 'javascript',
    whole:
      "const [, line] = require('node:fs').readFileSync(0, 'utf8').split('\\n');\nconst values = line.split(' ').map(Number);\nconsole.log(Math.max(...values));\n",
    called: 'function largest(values) {\n  return Math.max(...values);\n}\n',
  },
  {
    language: 'ruby',
    whole: 'gets\nputs gets.split.map(&:to_i).max\n',
    called: 'def largest(values)\n  values.max\nend\n',
  },
  {
    language: 'java',
    whole:
      'import java.io.*;\nimport java.util.*;\n\npublic class Main {\n    public static void main(String[] args) throws IOException {\n        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));\n        in.readLine();\n        StringTokenizer words = new StringTokenizer(in.readLine());\n        int most = -1;\n        while (words.hasMoreTokens()) most = Math.max(most, Integer.parseInt(words.nextToken()));\n        System.out.println(most);\n    }\n}\n',
    called:
      'class Solution {\n    public int largest(int[] values) {\n        int most = -1;\n        for (int v : values) most = Math.max(most, v);\n        return most;\n    }\n}\n',
  },
  {
    language: 'go',
    whole:
      'package main\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tin := bufio.NewReader(os.Stdin)\n\tvar n, v int\n\tfmt.Fscan(in, &n)\n\tmost := -1\n\tfor i := 0; i < n; i++ {\n\t\tfmt.Fscan(in, &v)\n\t\tif v > most {\n\t\t\tmost = v\n\t\t}\n\t}\n\tfmt.Println(most)\n}\n',
    called:
      'package main\n\nfunc largest(values []int) int {\n\tmost := -1\n\tfor _, v := range values {\n\t\tif v > most {\n\t\t\tmost = v\n\t\t}\n\t}\n\treturn most\n}\n',
  },
];
