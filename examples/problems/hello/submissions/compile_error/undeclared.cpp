#include <iostream>

int main() { std::cout << nobody << "\n"; }
