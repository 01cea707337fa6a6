namespace Nestor.Wire.Options;

/// <summary>Whose options: codes and lengths inside an option have one byte in DHCPv4 and two in DHCPv6.</summary>
public enum Universe : byte
{
    V4,
    V6,
}
