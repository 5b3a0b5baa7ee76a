#include <concepts>
#include <iostream>
#include <string>

void greet(const std::convertible_to<std::string> auto& name) { std::cout << "Hello, " << name << "!\n"; }

int main() {
    std::string name;
    std::getline(std::cin, name);
    greet(name);
}
