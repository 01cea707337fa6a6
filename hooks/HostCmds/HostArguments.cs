using System.Diagnostics.CodeAnalysis;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace StandardLibraries.HostCmds;

/// <summary>Reads what the commands' arguments have alike.</summary>
internal static class HostArguments
{
    private const string Target = "operation-target";

    /// <summary>Which of the sources are meant.</summary>
    /// <param name="usual">What <c>default</c> means.</param>
    public static bool TryTarget(CommandCall call, string usual, out bool memory, out bool database, [NotNullWhen(false)] out CommandResult? refusal)
    {
        refusal = null;
        string target = usual;
        if (call.Arguments?[Target] is not null && call.TryText(Target, out target, out refusal) && target == "default")
        {
            target = usual;
        }

        memory = target is "memory" or "all";
        database = target is "database" or "all";
        if (refusal is null && !memory && !database)
        {
            refusal = CommandResult.Error($"'{Target}' parameter expected to be one of memory, database, all, default, found '{target}'.");
        }

        return refusal is null;
    }

    /// <summary>The id of a subnet, 0 for global reservations; null when it is not there, which may be wrong.</summary>
    public static bool TrySubnet(Element? map, bool isNeeded, out uint? id, [NotNullWhen(false)] out CommandResult? refusal)
    {
        var given = map?["subnet-id"];
        id = given is { Kind: ElementKind.Integer, Integer: >= 0 and < uint.MaxValue } ? (uint)given.Integer : null;
        refusal = given is null ? isNeeded ? CommandResult.Error("Mandatory 'subnet-id' parameter missing.") : null
            : given.Kind != ElementKind.Integer ? CommandResult.Error("'subnet-id' parameter is not integer.")
            : id is null ? CommandResult.Error($"'subnet-id' parameter expected to be from 0 to {uint.MaxValue - 1}, found {given.Integer}.")
            : null;
        return refusal is null;
    }

    /// <summary>How one reservation is told: by its address, or by type and identifier.</summary>
    public static bool TryWhich(CommandCall call, out Func<HostEntry, bool> isIt, [NotNullWhen(false)] out CommandResult? refusal)
    {
        isIt = _ => false;
        var arguments = call.Arguments;
        if (arguments?["ip-address"] is { } address)
        {
            if (address.Kind != ElementKind.String)
            {
                refusal = CommandResult.Error("'ip-address' is not a string.");
                return false;
            }

            return TryAddress(address.Text, out isIt, out refusal);
        }

        if (arguments?["identifier-type"] is not { Kind: ElementKind.String } || arguments["identifier"] is not { Kind: ElementKind.String })
        {
            string wrong = arguments?["identifier-type"] is not { Kind: ElementKind.String } ? "identifier-type" : "identifier";
            refusal = CommandResult.Error($"No 'ip-address' provided and '{wrong}' is either missing or not a string.");
            return false;
        }

        return TryIdentifier(arguments["identifier-type"]!.Text, arguments["identifier"]!.Text, out isIt, out refusal);
    }

    public static bool TryAddress(string text, out Func<HostEntry, bool> isIt, [NotNullWhen(false)] out CommandResult? refusal)
    {
        string address = HostEntry.Address(text);
        isIt = entry => entry.Addresses.Contains(address);
        refusal = address.Length == 0 ? CommandResult.Error($"'ip-address' parameter expected to be an address, found '{text}'.") : null;
        return refusal is null;
    }

    public static bool TryIdentifier(string type, string digits, out Func<HostEntry, bool> isIt, [NotNullWhen(false)] out CommandResult? refusal)
    {
        string wanted = HostEntry.Identified(type, digits);
        isIt = entry => entry.Identifier == wanted;
        refusal = !HostEntry.IdentifierTypes.Contains(type)
            ? CommandResult.Error($"'identifier-type' parameter expected to be one of {string.Join(", ", HostEntry.IdentifierTypes)}, found '{type}'.")
            : wanted.Length <= type.Length + 1 || wanted[(type.Length + 1)..].Any(c => !char.IsAsciiHexDigit(c))
                ? CommandResult.Error($"'identifier' parameter expected to be hexadecimal digits, found '{digits}'.")
            : null;
        return refusal is null;
    }
}
