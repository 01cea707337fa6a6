namespace Nestor.Wire.Options;

/// <summary>What is known of an option: a row of the standard table, or one an operator defined.</summary>
/// <param name="Code">1 to 254 in v4, 16 bits in v6.</param>
/// <param name="Space">The option space it belongs to, <c>dhcp4</c> for instance.</param>
/// <param name="IsArray">The type (of a record: its last field) may occur any number of times.</param>
/// <param name="Fields">The types of a record's fields; empty for every other type.</param>
/// <param name="Encapsulates">The space of its sub-options, or empty.</param>
public sealed record OptionDef(
    ushort Code,
    string Name,
    string Space,
    OptionType Type,
    bool IsArray = false,
    OptionType[]? Fields = null,
    string Encapsulates = "",
    Universe Universe = Universe.V4);
