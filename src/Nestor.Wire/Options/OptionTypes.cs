namespace Nestor.Wire.Options;

/// <summary>The names of option types in configurations.</summary>
public static class OptionTypes
{
    private static readonly (OptionType Type, string Name)[] Names =
    [
        (OptionType.Empty, "empty"), (OptionType.Binary, "binary"), (OptionType.Boolean, "boolean"),
        (OptionType.Int8, "int8"), (OptionType.Int16, "int16"), (OptionType.Int32, "int32"),
        (OptionType.UInt8, "uint8"), (OptionType.UInt16, "uint16"), (OptionType.UInt32, "uint32"),
        (OptionType.Ip4Address, "ipv4-address"), (OptionType.Ip6Address, "ipv6-address"),
        (OptionType.Ip6Prefix, "ipv6-prefix"), (OptionType.Psid, "psid"), (OptionType.String, "string"),
        (OptionType.Tuple, "tuple"), (OptionType.Fqdn, "fqdn"), (OptionType.Record, "record"),
        (OptionType.Internal, "internal"),
    ];

    public static string NameOf(OptionType type)
    {
        foreach (var (named, name) in Names)
        {
            if (named == type)
            {
                return name;
            }
        }

        return "";
    }

    public static bool TryParse(string name, out OptionType type)
    {
        int at = Array.FindIndex(Names, n => n.Name == name);
        type = at < 0 ? default : Names[at].Type;
        return at >= 0;
    }

    /// <summary>Every name, for messages.</summary>
    public static string All => string.Join(", ", Names.Select(n => n.Name));
}
