using System.Globalization;
using Nestor.Json;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// Who is to be told to come back: <c>hw-address</c>, <c>client-id</c> (v4) or <c>duid</c> (v6), <c>ip-address</c> and
/// <c>subnet-id</c>, of which a lease must have all that are given, or <c>all</c>; <c>message</c> (v6) is what they are
/// to answer with.
/// </summary>
internal static class ReconfigureArguments
{
    private static readonly (string Name, byte Type)[] Messages = [("renew", 5), ("rebind", 6), ("information-request", 11)];

    /// <summary>Null with the reason when they are wrong.</summary>
    public static ReconfigureJob? Read(Element? arguments, bool isV6, out string error)
    {
        var job = new ReconfigureJob();
        int named = 0;
        error = "";
        if (arguments is not { Kind: ElementKind.Map })
        {
            error = "found no arguments, wanted who is to be told: a client, \"subnet-id\" or \"all\"";
            return null;
        }

        foreach (var member in arguments.Members)
        {
            if (isV6 && member.Name == "message" && Array.Find(Messages, m => m.Name == member.Value.Text).Type is > 0 and byte type)
            {
                job = job with { Message = type };
            }
            else if (Who(job, member, isV6) is { } next)
            {
                job = next;
                named++;
            }
            else
            {
                error = $"found \"{member.Name}\": {JsonWriter.Compact(member.Value)}, wanted \"hw-address\", "
                    + $"\"{(isV6 ? "duid" : "client-id")}\", \"ip-address\", \"subnet-id\" or \"all\": true{(isV6 ? ", and perhaps \"message\"" : "")}";
                return null;
            }
        }

        if (named == 0 || (named > 1 && arguments["all"] is not null))
        {
            error = $"found {named} ways to say who is to be told, wanted one";
            return null;
        }

        return job;
    }

    /// <summary>The job with one more member; null when the member is none of those or its value is wrong.</summary>
    private static ReconfigureJob? Who(ReconfigureJob job, Member member, bool isV6)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "all":
                return value is { Kind: ElementKind.Boolean, Boolean: true } ? job : null;
            case "subnet-id":
                return value is { Kind: ElementKind.Integer, Integer: > 0 and < uint.MaxValue }
                    ? job with { SubnetId = (uint)value.Integer }
                    : null;
            case "hw-address":
                return Bytes(value) is { } hardware ? job with { HardwareAddress = hardware } : null;
            case "duid" when isV6:
            case "client-id" when !isV6:
                return Bytes(value) is { } identifier ? job with { Identifier = identifier } : null;
            case "ip-address" when isV6:
                return Ip6.TryParse(value.Text, out var address6) ? job with { Address6 = address6 } : null;
            case "ip-address":
                return Ip4.TryParse(value.Text, out var address4) ? job with { Address4 = address4 } : null;
            default:
                return null;
        }
    }

    /// <summary>Hexadecimal digits, in pairs with or without colons between; null when it is something else.</summary>
    private static byte[]? Bytes(Element value)
    {
        if (value.Kind != ElementKind.String)
        {
            return null;
        }

        string[] parts = value.Text.Contains(':') ? value.Text.Split(':') : [.. value.Text.Chunk(2).Select(c => new string(c))];
        var found = new List<byte>();
        foreach (string part in parts)
        {
            if (part.Length is not (1 or 2) || found.Count == 255
                || !byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte one))
            {
                return null;
            }

            found.Add(one);
        }

        return found.Count > 0 ? [.. found] : null;
    }
}
