/* Grüße aus Köln: größere Äpfel für Frau Müller */
#include <stdio.h>

int main(void)
{
    printf("Grüße\n");
    return 0;
}
