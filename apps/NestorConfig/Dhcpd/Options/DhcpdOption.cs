namespace NestorConfig.Dhcpd.Options;

/// <summary>An option as dhcpd knows it.</summary>
/// <param name="Space">dhcpd's name of its space; <c>dhcp</c>, <c>dhcp6</c>, <c>agent</c>, or one that the file defines.</param>
/// <param name="IsArray">The fields may come any number of times.</param>
/// <param name="Encapsulates">The space whose options it carries, or empty.</param>
internal sealed record DhcpdOption(
    string Space, string Name, int Code, FieldKind[] Fields, bool IsArray = false, string Encapsulates = "")
{
    public const string Dhcp4 = "dhcp";
    public const string Dhcp6 = "dhcp6";
    public const string Agent = "agent";

    /// <summary>As it is written in a configuration.</summary>
    public string FullName => Space == Dhcp4 ? Name : $"{Space}.{Name}";

    /// <summary>Bytes of a field; 0 when that depends on its value.</summary>
    public static int SizeOf(FieldKind kind) => kind switch
    {
        FieldKind.Flag or FieldKind.UInt8 or FieldKind.Int8 => 1,
        FieldKind.UInt16 or FieldKind.Int16 => 2,
        FieldKind.UInt32 or FieldKind.Int32 or FieldKind.Ip4 => 4,
        FieldKind.Ip6 => 16,
        _ => 0,
    };
}
