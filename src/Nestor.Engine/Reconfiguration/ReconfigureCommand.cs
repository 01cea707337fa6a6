using System.Globalization;
using Nestor.Json;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The commands <c>forcerenew4</c> and <c>reconfigure6</c>: one of <c>hw-address</c>, <c>client-id</c> (v4) or
/// <c>duid</c> (v6), <c>subnet-id</c> and <c>all</c> says who is told; <c>message</c> (v6) what they are to answer with.
/// Runs on the loop; the answer has Kea's shape.
/// </summary>
public static class ReconfigureCommand
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Empty = 3;

    private static readonly (string Name, byte Type)[] Messages = [("renew", 5), ("rebind", 6), ("information-request", 11)];

    public static Element ForceRenew4(Reconfigurer4 reconfigurer, Element? arguments) =>
        Run(reconfigurer, arguments, "client-id", isV6: false);

    public static Element Reconfigure6(Reconfigurer6 reconfigurer, Element? arguments) =>
        Run(reconfigurer, arguments, "duid", isV6: true);

    /// <summary>Reads a command's arguments; null with the reason when they are wrong.</summary>
    public static ReconfigureJob? Parse(Element? arguments, bool isV6, out string error)
    {
        var job = new ReconfigureJob();
        int named = 0;
        error = "";
        if (arguments is not { Kind: ElementKind.Map })
        {
            error = "found no arguments, wanted who is to be told: a client, \"subnet-id\" or \"all\"";
            return null;
        }

        string identifierName = isV6 ? "duid" : "client-id";
        foreach (var member in arguments.Members)
        {
            var value = member.Value;
            if (member.Name == "subnet-id" && value is { Kind: ElementKind.Integer, Integer: > 0 and < uint.MaxValue })
            {
                job = job with { SubnetId = (uint)value.Integer };
                named++;
            }
            else if (member.Name == "all" && value is { Kind: ElementKind.Boolean, Boolean: true })
            {
                named++;
            }
            else if (member.Name == "hw-address" && TryBytes(value, out byte[] hardware))
            {
                job = job with { HardwareAddress = hardware };
                named++;
            }
            else if (member.Name == identifierName && TryBytes(value, out byte[] identifier))
            {
                job = job with { Identifier = identifier };
                named++;
            }
            else if (isV6 && member.Name == "message" && Array.Find(Messages, m => m.Name == value.Text).Type is > 0 and byte type)
            {
                job = job with { Message = type };
            }
            else
            {
                error = $"found \"{member.Name}\": {JsonWriter.Compact(value)}, wanted \"hw-address\", \"{identifierName}\", \"subnet-id\" "
                    + (isV6 ? "or \"all\": true, and perhaps \"message\"" : "or \"all\": true");
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

    private static Element Run<TAddr>(Reconfigurer<TAddr> reconfigurer, Element? arguments, string identifierName, bool isV6)
        where TAddr : struct, IEquatable<TAddr>
    {
        if (Parse(arguments, isV6, out string error) is not { } job)
        {
            return Answer(Failure, error);
        }

        if (!reconfigurer.Knows(job))
        {
            return Answer(Empty, "no client with a lease is known by this");
        }

        if (!reconfigurer.Start(job))
        {
            return Answer(Failure, "\"reconfigure\" is off, or too many such commands wait already");
        }

        string who = job switch
        {
            { IsOneClient: true } => $"the client with this {(job.Identifier is null ? "hw-address" : identifierName)}, if it has a key,",
            { SubnetId: { } id } => $"every client of subnet {id} that has a key",
            _ => "every client that has a key",
        };
        return Answer(Success, $"{who} will be told to come back", Element.Map(
            [new Member("waiting-jobs", Element.Of(reconfigurer.JobCount), SourcePlace.None)]));
    }

    private static Element Answer(int result, string text, Element? arguments = null)
    {
        var members = new List<Member>
        {
            new("result", Element.Of(result), SourcePlace.None),
            new("text", Element.Of(text), SourcePlace.None),
        };
        if (arguments is not null)
        {
            members.Add(new Member("arguments", arguments, SourcePlace.None));
        }

        return Element.Map(members);
    }

    /// <summary>Hexadecimal digits, in pairs with or without colons between.</summary>
    private static bool TryBytes(Element value, out byte[] bytes)
    {
        bytes = [];
        if (value.Kind != ElementKind.String)
        {
            return false;
        }

        string[] parts = value.Text.Contains(':') ? value.Text.Split(':') : [.. value.Text.Chunk(2).Select(c => new string(c))];
        var found = new List<byte>();
        foreach (string part in parts)
        {
            if (part.Length is not (1 or 2) || found.Count == 255
                || !byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte one))
            {
                return false;
            }

            found.Add(one);
        }

        bytes = [.. found];
        return bytes.Length > 0;
    }
}
