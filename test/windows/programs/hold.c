/*
 * Holds a file, as an editor or a virus scanner may: hold.exe FILE alone|writable
 * `writable` lets others write to it; nobody may replace it. Prints a line when it holds the file, and goes on
 * until its standard input ends.
 */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(int count, char **arguments) {
  if (count != 3) return 2;
  DWORD shared = strcmp(arguments[2], "writable") == 0 ? FILE_SHARE_READ | FILE_SHARE_WRITE : FILE_SHARE_READ;
  HANDLE file = CreateFileA(arguments[1], GENERIC_READ, shared, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return 1;
  puts("held");
  fflush(stdout);
  while (getchar() != EOF) {}
  return 0;
}
