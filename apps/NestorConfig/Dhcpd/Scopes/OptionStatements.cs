using System.Globalization;
using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Options: their definitions, their values, and those that Kea has as parameters.</summary>
internal sealed class OptionStatements(Conversion to)
{
    private const string Computed = "its value is computed from the packet; the hook library libdhcp_flex_option does that";

    /// <summary>Options that the server itself answers with.</summary>
    private static readonly Dictionary<int, string> Managed = new()
    {
        [50] = "only clients send it",
        [51] = "see valid-lifetime",
        [52] = "the server sends it when it is needed",
        [53] = "the server sends it",
        [55] = "only clients send it",
        [61] = "echoed when echo-client-id is true; in a host it is its identifier",
        [81] = "the server makes it of the client's; see ddns-override-client-update",
        [82] = "echoed to relays",
    };

    /// <summary>Takes all definitions of a file, wherever they stand: each is known from there on.</summary>
    public void Define(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements.SelectMany(s => s.All()).Where(s => s.Keyword == "option" && s.Fate == Fate.None))
        {
            if (to.Options.TryAddSpace(statement))
            {
                statement.Mark(Fate.Translated);
            }
            else if (OptionTable.IsDefinition(statement))
            {
                Define(statement);
            }
        }
    }

    public void Take(Scope scope, Statement statement)
    {
        if (statement.Fate == Fate.Translated && (OptionTable.IsDefinition(statement) || statement.Is(1, "space")))
        {
            return;
        }

        var words = statement.Words;
        if (words.Count < 2 || to.Options.Find(words[1].Text) is not { } option)
        {
            to.Notes.Left(statement, words.Count < 2 ? "the option's name is missing" : $"option {words[1].Shown} is not defined");
            return;
        }

        int at = words.Count > 2 && words[2].IsMark("=") ? 3 : 2;
        if (Refusal(option, scope, words, at) is { } refusal)
        {
            to.Notes.Left(statement, refusal);
            return;
        }

        if (option.Space == DhcpdOption.Dhcp4 && to.IsV6)
        {
            TakeForeign(scope, statement, option, at);
        }
        else if (option.Space == DhcpdOption.Dhcp6 && !to.IsV6)
        {
            to.Notes.Needless(statement, "an option of DHCPv6 is never sent by DHCPv4");
        }
        else if (scope.Kind == ScopeKind.Host && option is { Space: DhcpdOption.Dhcp4, Code: 12 } && words.Count == at + 1)
        {
            scope.Target.Set("hostname", words[at].Shown);
            statement.Mark(Fate.Translated);
        }
        else if (!TakeTimer(scope, statement, option, at))
        {
            TakeValue(scope, statement, option, at);
        }
    }

    /// <summary>Writes the options of a scope into its map, with those that carry the options of a space.</summary>
    public void Close(Scope scope)
    {
        foreach (string space in scope.Options.Keys.Select(k => k.Space).Distinct().ToList())
        {
            Carry(scope, space);
        }

        EncloseVendor(scope);
        if (scope.Options.Count > 0)
        {
            scope.Target.Maps("option-data").AddRange(scope.Options.Values);
        }
    }

    private void Define(Statement statement)
    {
        var option = to.Options.Define(statement, out string error);
        if (option is null)
        {
            to.Notes.Left(statement, error);
        }
        else if (option.Code == 0 || IsOwnedByOther(option) || Standard(option))
        {
            statement.Mark(Fate.Translated);
        }
        else if (to.Kea.Define(option, out string why) is null)
        {
            to.Notes.Left(statement, why);
        }
        else
        {
            statement.Mark(Fate.Translated);
        }
    }

    /// <summary>Defined when it is first used: which space it is in is not known before.</summary>
    private static bool IsOwnedByOther(DhcpdOption option) => option.Space is not (DhcpdOption.Dhcp4 or DhcpdOption.Dhcp6);

    private bool Standard(DhcpdOption option) =>
        (option.Space == DhcpdOption.Dhcp4) == to.IsV6 || to.Kea.Find(to.Options.KeaSpace(option.Space, to.Universe), option.Code) is not null;

    private static string? Refusal(DhcpdOption option, Scope scope, IReadOnlyList<Token> words, int at)
    {
        if (option.Space is DhcpdOption.Agent or "fqdn" or "nwip" or "vendor-class")
        {
            return $"options of space {option.Space} cannot be configured";
        }

        if (option.Space == DhcpdOption.Dhcp4 && Managed.TryGetValue(option.Code, out string? why) && !(option.Code == 61 && scope.Kind == ScopeKind.Host))
        {
            return why;
        }

        return at < words.Count && words[at].Kind == TokenKind.Word && at + 1 < words.Count && IsExpression(words[at]) ? Computed : null;
    }

    private static bool IsExpression(Token word) => word.Text.ToLowerInvariant() is "concat" or "substring" or "option" or "binary-to-ascii"
        or "pick-first-value" or "config-option" or "lcase" or "ucase" or "suffix" or "encode-int" or "reverse" or "packet" or "gethostname";

    /// <summary>The times at which clients come back are parameters of Kea.</summary>
    private bool TakeTimer(Scope scope, Statement statement, DhcpdOption option, int at)
    {
        string? timer = (option.Space, option.Code) switch
        {
            (DhcpdOption.Dhcp4, 58) => "renew-timer",
            (DhcpdOption.Dhcp4, 59) => "rebind-timer",
            _ => null,
        };
        if (timer is null)
        {
            return false;
        }

        if ((scope.Kind & ScopeKind.Links) == 0)
        {
            to.Notes.Left(statement, $"{timer} can only be set for everything, for shared networks and for subnets");
        }
        else if (at < statement.Words.Count && OptionValue.TryInteger(statement.Words[at].Text, out long seconds) && seconds is >= 0 and <= uint.MaxValue)
        {
            scope.Target.Set(timer, seconds);
            statement.Mark(Fate.Translated);
        }
        else
        {
            to.Notes.Left(statement, "found no number of seconds");
        }

        return true;
    }

    private void TakeForeign(Scope scope, Statement statement, DhcpdOption option, int at)
    {
        if (option.Code is not (58 or 59))
        {
            to.Notes.Needless(statement, "an option of DHCPv4 is never sent by DHCPv6; those of DHCPv6 have dhcp6. before their name");
            return;
        }

        TakeTimer(scope, statement, option, at);
    }

    private void TakeValue(Scope scope, Statement statement, DhcpdOption option, int at)
    {
        if (option.Fields is [FieldKind.Encapsulated] && at >= statement.Words.Count)
        {
            to.Notes.Left(statement, "it has no value");
            return;
        }

        if (OptionValue.Read(option, statement.Words, at, out string error) is not { } value)
        {
            bool isComputed = at < statement.Words.Count && statement.Words[at].Kind == TokenKind.Word && option.Fields[0] is FieldKind.Text or FieldKind.Bytes
                && !statement.Words[at].Text.Contains(':', StringComparison.Ordinal);
            to.Notes.Left(statement, isComputed ? Computed : error);
            return;
        }

        if (IsInner(option))
        {
            scope.Inner[(option.Space, option.Code)] = value.Bytes;
            statement.Mark(Fate.Translated);
        }
        else if (to.Kea.Entry(option, value, out error) is { } entry)
        {
            scope.Options[(to.Options.KeaSpace(option.Space, to.Universe), option.Code)] = entry;
            statement.Mark(Fate.Translated);
        }
        else
        {
            to.Notes.Left(statement, error);
        }
    }

    /// <summary>Whether only <c>vendor-option-space</c> can send it.</summary>
    private bool IsInner(DhcpdOption option) => option.Space is not (DhcpdOption.Dhcp4 or DhcpdOption.Dhcp6)
        && to.Options.Enterprise(option.Space) is null && to.Options.Carrier(option.Space) is null;

    /// <summary>Adds the option that a space's options are sent in.</summary>
    private void Carry(Scope scope, string keaSpace)
    {
        string top = to.IsV6 ? OptionDefs.Dhcp6Space : OptionDefs.Dhcp4Space;
        if (keaSpace == top)
        {
            return;
        }

        if (keaSpace.StartsWith("vendor-", StringComparison.Ordinal) && uint.TryParse(keaSpace[7..], CultureInfo.InvariantCulture, out uint enterprise))
        {
            int code = to.IsV6 ? 17 : 125;
            string number = enterprise.ToString(CultureInfo.InvariantCulture);
            if (scope.Options.TryGetValue((top, code), out var other) && other.Get("data") as string != number)
            {
                to.Notes.Left(scope.Declared?.Place ?? new(to.File, 1, 1), $"vendor options of enterprise {number}: a scope can have those of one enterprise only");
                return;
            }

            scope.Options[(top, code)] = new Output.MapDraft { IsShort = true }
                .Set("name", to.IsV6 ? "vendor-opts" : "vivso-suboptions").Set("data", number);
        }
        else if (to.Options.Carrier(keaSpace) is { Code: > 0 } carrier && to.Kea.Carrier(carrier, out _) is { } entry)
        {
            string space = to.Options.KeaSpace(carrier.Space, to.Universe);
            scope.Options.TryAdd((space, carrier.Code), entry);
        }
    }

    /// <summary>The options of the vendor's space that is chosen here, as the bytes of option 43.</summary>
    private void EncloseVendor(Scope scope)
    {
        if (to.IsV6 || scope.Nearest(s => s.VendorSpace) is not { } space || (scope.VendorSpace is null && !scope.Inner.Keys.Any(k => k.Space == space)))
        {
            return;
        }

        var values = new SortedDictionary<int, byte[]>();
        for (var outer = scope; outer is not null; outer = outer.Parent)
        {
            foreach (var (key, bytes) in outer.Inner.Where(i => i.Key.Space == space && i.Key.Code is > 0 and < 255 && i.Value.Length < 256))
            {
                values.TryAdd(key.Code, bytes);
            }
        }

        byte[] body = [.. values.SelectMany(v => (byte[])[(byte)v.Key, (byte)v.Value.Length, .. v.Value])];
        var option = to.Options.Find("vendor-encapsulated-options")!;
        if (body.Length > 0 && to.Kea.RawEntry(option, body, out _) is { } entry)
        {
            entry.Comment = $"Options {string.Join(", ", values.Keys)} of space {space}.";
            scope.Options[(OptionDefs.Dhcp4Space, option.Code)] = entry;
        }
    }
}
