using Nestor.Json;
using Nestor.Model.Classes;

namespace Nestor.Model.Settings;

/// <summary>One entry of <c>option-data</c>, encoded once when the configuration is loaded.</summary>
/// <param name="Code">1 to 254; in a vendor space the sub-option's code.</param>
/// <param name="Space">The option space as configured, <c>dhcp4</c> mostly.</param>
/// <param name="Body">The bytes after code and length, sub-options of an encapsulated space included; any length.</param>
/// <param name="AlwaysSend">Sent whether the client asked or not.</param>
/// <param name="NeverSend">Not sent, also when another scope has it.</param>
/// <param name="ClientClasses">Only for clients in one of these classes; null means all.</param>
public sealed record ConfiguredOption(
    ushort Code,
    string Space,
    byte[] Body,
    bool AlwaysSend = false,
    bool NeverSend = false,
    ClassList? ClientClasses = null)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    /// <summary>It is meant for a client in these classes.</summary>
    public bool IsFor(ClassSet classes) => ClientClasses is null || ClientClasses.Admits(classes);
}
