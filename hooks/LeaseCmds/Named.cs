using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>Which lease a command names: by address, or by a client in a subnet.</summary>
internal static class Named
{
    public const string ByAddress = "address";

    private static readonly string[] Types = ["address", "hw-address", "duid", "client-id"];

    /// <summary>What it is named by; null, with the refusal, when that is wrong.</summary>
    /// <param name="action">What is refused to one of the other family's identifiers: Query or Delete.</param>
    /// <param name="foreign">Identifiers that leases of this family do not have, with blanks between.</param>
    public static string? Read<TAddr, TView, TFields, TSubnet>(
        CommandCall call, LeaseFamily<TAddr, TView, TFields, TSubnet> family, string action, string foreign, out Name<TAddr> name,
        out CommandResult? refusal)
        where TAddr : struct, IAddress<TAddr>
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct
        where TFields : struct
        where TSubnet : Subnet<TAddr>
    {
        name = default;
        if (call.Arguments is not { Kind: ElementKind.Map } map)
        {
            refusal = CommandResult.Error("Parameters missing or are not a map.");
            return null;
        }

        string? by = Read(map, family, action, foreign, ref name, out string problem);
        refusal = by is null ? CommandResult.Error(problem) : null;
        return by;
    }

    private static string? Read<TAddr, TView, TFields, TSubnet>(
        Element map, LeaseFamily<TAddr, TView, TFields, TSubnet> family, string action, string foreign, ref Name<TAddr> name, out string problem)
        where TAddr : struct, IAddress<TAddr>
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct
        where TFields : struct
        where TSubnet : Subnet<TAddr>
    {
        problem = "";
        if (map["ip-address"] is { } text)
        {
            if (text.Kind != ElementKind.String)
            {
                problem = "'ip-address' is not a string.";
                return null;
            }

            bool isAddress = family.TryAddress(text.Text, out var address, out problem);
            name = new(address, 0, "");
            return isAddress ? ByAddress : null;
        }

        var type = map["identifier-type"];
        var identifier = map["identifier"];
        var subnet = map["subnet-id"];
        problem = subnet is null ? "Mandatory 'subnet-id' parameter missing."
            : subnet.Kind != ElementKind.Integer ? "'subnet-id' parameter is not integer."
            : type is not { Kind: ElementKind.String } ? "No 'ip-address' provided and 'identifier-type' is either missing or not a string."
            : identifier is not { Kind: ElementKind.String } ? "No 'ip-address' provided and 'identifier' is either missing or not a string."
            : Array.IndexOf(Types, type.Text) < 0 ? $"Incorrect identifier type: {type.Text}, the only supported values are: address, hw-address, duid"
            : foreign.Split(' ').Contains(type.Text) ? $"{action} by {type.Text} is not allowed in v{family.Figure}."
            : "";
        if (problem.Length > 0)
        {
            return null;
        }

        name = new(default, subnet!.Integer, identifier!.Text);
        return type!.Text;
    }
}

/// <summary>What a lease is named by.</summary>
/// <param name="SubnetId">Of any size; a lease has one of 32 bits.</param>
internal readonly record struct Name<TAddr>(TAddr Address, long SubnetId, string Identifier)
    where TAddr : struct;
