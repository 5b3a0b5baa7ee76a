class Solution:
    def open_hours(self, shifts):
        spans = []
        for first, last in sorted(shifts):
            if spans and first < spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], last)
            else:
                spans.append([first, last])
        return spans
