namespace Nestor.Wire.Options;

/// <summary>Option definitions by space and code and by space and name. Frozen.</summary>
public sealed class OptionDefs
{
    /// <summary>The standard DHCPv4 definitions.</summary>
    public static readonly OptionDefs Standard4 = new();
}
