namespace Nestor.Wire.Options;

/// <summary>An option where it stands in a message.</summary>
/// <param name="universe">Whose option it is.</param>
/// <param name="code">Its code, in whatever space it is.</param>
/// <param name="def">What is known of it; null for bytes nobody defined.</param>
/// <param name="body">What stands behind code and length.</param>
public readonly ref struct OptionView(Universe universe, ushort code, OptionDef? def, ReadOnlySpan<byte> body)
{
    public Universe Universe { get; } = universe;

    public ushort Code { get; } = code;

    public OptionDef? Def { get; } = def;

    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The option of this code among the ordinary ones of its family.</summary>
    internal bool IsOrdinary(ushort code) =>
        Code == code
        && Def is { } def
        && def.Space == (Universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space);
}
