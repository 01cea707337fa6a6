using System.Globalization;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorExplain;

/// <summary>What the command line asks.</summary>
internal sealed class Question
{
    /// <summary>Flags with a value that says something of the client, and the member of the command that is.</summary>
    private static readonly (string Flag, string Member, bool IsNumber)[] ClientFlags =
    [
        ("--mac", "hw-address", false), ("--client-id", "client-id", false), ("--duid", "duid", false), ("--relay", "relay", false),
        ("--type", "message-type", false), ("--circuit-id", "circuit-id", false), ("--remote-id", "remote-id", false),
        ("--interface-id", "interface-id", false), ("--requested", "requested-address", false), ("--ia-na", "ia-na", true),
        ("--ia-pd", "ia-pd", true),
    ];

    private static readonly string[] ArrivalFlags = ["--interface", "--source", "--destination"];

    private readonly List<Member> _client = [];
    private readonly List<Element> _options = [];
    private readonly List<Member> _arrival = [];
    private string? _packet;
    private string? _pcap;

    public string? Socket { get; private set; }

    public string? Config { get; private set; }

    /// <summary>The configuration to try.</summary>
    public string? With { get; private set; }

    public bool IsJson { get; private set; }

    /// <summary>Null when the command line does not say.</summary>
    public Universe? Family { get; private set; }

    /// <summary>What the words about the client sound like.</summary>
    public Universe FamilyByWords =>
        _client.Exists(m => m.Name is "ia-na" or "ia-pd" or "interface-id") || _client.Exists(m => m.Value.Text.Contains("::", StringComparison.Ordinal))
            ? Universe.V6
            : Universe.V4;

    /// <summary>Null, with the reason, when the command line is wrong.</summary>
    public static Question? Read(string[] args, bool isWhatIf, out string error)
    {
        var question = new Question();
        error = "";
        for (int i = 0; i < args.Length && error.Length == 0; i++)
        {
            if (args[i] is "-4" or "-6")
            {
                question.Family = args[i] == "-4" ? Universe.V4 : Universe.V6;
            }
            else if (args[i] == "--json")
            {
                question.IsJson = true;
            }
            else if (i + 1 == args.Length)
            {
                error = $"unknown flag, or one without its value: {args[i]}";
            }
            else
            {
                error = question.Take(args[i], args[++i], isWhatIf);
            }
        }

        int ways = (question._packet is null ? 0 : 1) + (question._pcap is null ? 0 : 1) + (question._client.Count + question._options.Count > 0 ? 1 : 0);
        error = error.Length > 0 ? error
            : ways != 1 ? "wanted one of --packet, --pcap, and a client in words"
            : isWhatIf && question.With is null ? "wanted --with and the configuration to try"
            : question.Socket is null && question.Config is null && question.With is null ? "wanted --socket or --config, to know which server to ask"
            : "";
        return error.Length == 0 ? question : null;
    }

    /// <summary>The arguments of each command to send; null when there is nothing to ask.</summary>
    public List<List<Member>>? Arguments(Universe family, out string error)
    {
        error = "";
        if (_pcap is not null)
        {
            var queries = Capture.Queries(_pcap, family, out error);
            return queries?.ConvertAll(q => new List<Member>([.. q, .. _arrival]));
        }

        var query = _packet is not null
            ? Of("packet", Element.Of(_packet))
            : Of("client", Element.Map(_options.Count == 0 ? _client : [.. _client, Of("options", Element.List(_options))]));
        return [[query, .. _arrival]];
    }

    internal static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    /// <returns>What is wrong; empty when all is well.</returns>
    private string Take(string flag, string value, bool isWhatIf)
    {
        switch (flag)
        {
            case "--socket":
                Socket = value;
                return "";
            case "--config":
                Config = value;
                return "";
            case "--with" when isWhatIf:
                With = value;
                return "";
            case "--packet":
                _packet = value;
                return "";
            case "--pcap":
                _pcap = value;
                return "";
            case "--option":
                return Option(value);
        }

        if (ArrivalFlags.Contains(flag))
        {
            _arrival.Add(Of(flag[2..], Element.Of(value)));
            return "";
        }

        var known = Array.Find(ClientFlags, f => f.Flag == flag);
        if (known.Flag is null)
        {
            return $"unknown flag {flag}";
        }

        if (!known.IsNumber)
        {
            _client.Add(Of(known.Member, Element.Of(value)));
            return "";
        }

        if (!uint.TryParse(value, CultureInfo.InvariantCulture, out uint number))
        {
            return $"found {flag} {value}, wanted a number";
        }

        _client.Add(Of(known.Member, Element.Of(number)));
        return "";
    }

    private string Option(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
        {
            return $"found --option {text}, wanted NAME=DATA or CODE=0xHEX";
        }

        string name = text[..at];
        string data = text[(at + 1)..];
        bool isCode = ushort.TryParse(name, CultureInfo.InvariantCulture, out ushort code);
        bool isHex = data.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        _options.Add(Element.Map(
        [
            isCode ? Of("code", Element.Of(code)) : Of("name", Element.Of(name)),
            isHex ? Of("hex", Element.Of(data[2..])) : Of("data", Element.Of(data)),
        ]));
        return "";
    }
}
