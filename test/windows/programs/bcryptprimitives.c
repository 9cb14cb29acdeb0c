/* The one function of bcryptprimitives.dll that programs ask for: so many random bytes. */
#include <windows.h>

/* RtlGenRandom, as advapi32.dll exports it. */
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  const SIZE_T most = 1 << 16;
  for (SIZE_T done = 0; done < length; done += most) {
    SIZE_T left = length - done;
    if (!SystemFunction036(buffer + done, (ULONG)(left < most ? left : most))) return FALSE;
  }
  return TRUE;
}
