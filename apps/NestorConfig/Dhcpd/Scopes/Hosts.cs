using Nestor.Wire.Values;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Host declarations: reservations in the subnets of their addresses, or of the whole server without one.</summary>
internal sealed class Hosts(Conversion to, Walker walker)
{
    private readonly HashSet<string> _reserved = [];

    public void Make(Scope around, Statement statement, IReadOnlyList<Statement> inherited)
    {
        statement.Mark(Fate.Translated);
        var map = new MapDraft { Comment = $"{Walker.From(statement.Place)} host {(statement.Words.Count > 1 ? statement.Words[1].Shown : "")}" };
        var host = new Scope(ScopeKind.Host, around, map, statement);
        var identifiers = new List<(string Kind, string Value, Statement Statement)>();
        var addresses = new List<(UInt128 Address, Statement Statement)>();
        var prefixes = new List<(string Text, UInt128 Address, Statement Statement)>();
        var rest = new List<Statement>();
        foreach (var inner in statement.Body!)
        {
            if (!TryIdentifier(inner, identifiers) && !TryAddress(inner, addresses) && !TryPrefix(inner, prefixes))
            {
                rest.Add(inner);
            }
        }

        if (identifiers.Count == 0)
        {
            to.Notes.Left(statement, "nothing identifies its client: wanted hardware or dhcp-client-identifier, for DHCPv6 host-identifier option dhcp6.client-id");
            return;
        }

        walker.Walk(host, [.. inherited, .. rest], []);
        foreach (var chain in host.Conditions.SelectMany(c => c))
        {
            to.Notes.Left(chain, "a reservation cannot have conditions");
        }

        if (host.Nearest(s => s.UsesDeclaredNames) == true && !map.Has("hostname") && statement.Words.Count > 1)
        {
            map.Set("hostname", statement.Words[1].Shown);
        }

        walker.Close(host);
        var identifier = identifiers.OrderBy(i => i.Kind is "hw-address").First();
        identifiers.ForEach(i => i.Statement.Mark(Fate.Translated));
        foreach (var other in identifiers.Where(i => i != identifier))
        {
            to.Notes.Left(other.Statement.Place, $"{other.Statement.Shown}: a reservation has one identifier, here the {identifier.Kind}; add another without an address");
        }

        Place(map, identifier, addresses, prefixes);
    }

    private void Place(MapDraft map, (string Kind, string Value, Statement Statement) identifier,
        List<(UInt128 Address, Statement Statement)> addresses, List<(string Text, UInt128 Address, Statement Statement)> prefixes)
    {
        string key = $"{identifier.Kind} {identifier.Value}";
        bool isPlaced = false;
        foreach (var (address, statement) in addresses)
        {
            var subnet = to.Subnets.Find(s => s.Contains(address));
            string text = AddressText.Of(address, to.IsV6);
            statement.Mark(Fate.Translated);
            if (subnet is null || subnet.Reserved.Contains(text) || !subnet.Reserved.Add(key))
            {
                to.Notes.Left(statement.Place, $"fixed address {text}: {(subnet is null ? "no subnet has it" : "a subnet has one reservation for each client and each address")}");
                continue;
            }

            subnet.Reserved.Add(text);
            var here = Copy(map, identifier);
            _ = to.IsV6 ? here.Set("ip-addresses", new List<string> { text }) : here.Set("ip-address", text);
            if (!isPlaced)
            {
                AddPrefixes(here, prefixes);
            }

            subnet.Target.Maps("reservations").Add(here);
            isPlaced = true;
        }

        if (addresses.Count == 0 && prefixes.Count > 0)
        {
            var subnet = to.Subnets.Find(s => s.Contains(prefixes[0].Address) || s.Delegated.Exists(d => prefixes[0].Address >= d.First && prefixes[0].Address <= d.Last));
            var here = Copy(map, identifier);
            AddPrefixes(here, prefixes);
            if (subnet is null || !subnet.Reserved.Add(key))
            {
                to.Notes.Left(prefixes[0].Statement.Place, $"fixed-prefix6 {prefixes[0].Text}: no subnet has it, or it has a reservation for the client");
            }
            else
            {
                subnet.Target.Maps("reservations").Add(here);
            }
        }
        else if (addresses.Count == 0 && _reserved.Add(key))
        {
            to.Dhcp.Set("reservations-global", true).Set("reservations-in-subnet", true).Maps("reservations").Add(Copy(map, identifier));
        }
        else if (addresses.Count == 0)
        {
            to.Notes.Left(identifier.Statement.Place, $"{key}: the client has a reservation already");
        }
    }

    private static void AddPrefixes(MapDraft map, List<(string Text, UInt128 Address, Statement Statement)> prefixes)
    {
        foreach (var (text, _, statement) in prefixes)
        {
            map.Strings("prefixes").Add(text);
            statement.Mark(Fate.Translated);
        }
    }

    private static MapDraft Copy(MapDraft map, (string Kind, string Value, Statement Statement) identifier)
    {
        var copy = new MapDraft { Comment = map.Comment }.Set(identifier.Kind, identifier.Value);
        foreach (var (name, value) in map.Members)
        {
            copy.Set(name, value);
        }

        return copy;
    }

    private bool TryIdentifier(Statement statement, List<(string Kind, string Value, Statement Statement)> found)
    {
        var words = statement.Words;
        if (statement.Keyword == "hardware" && words.Count > 2)
        {
            int at = 2;
            if (OptionValue.HexBytes(words, ref at) is { Length: <= 20 } address)
            {
                found.Add(("hw-address", Hex(address), statement));
                return true;
            }

            to.Notes.Left(statement, "wanted a hardware address such as 00:1a:2b:3c:4d:5e");
            return true;
        }

        bool isOption = statement.Keyword == "host-identifier" && statement.Is(1, "option");
        int name = isOption ? 2 : 1;
        var option = (isOption || statement.Keyword == "option") && words.Count > name + 1 ? to.Options.Find(words[name].Text) : null;
        string? kind = option switch
        {
            { Space: DhcpdOption.Dhcp4, Code: 61 } when !to.IsV6 => "client-id",
            { Space: DhcpdOption.Dhcp6, Code: 1 } when to.IsV6 => "duid",
            _ => null,
        };
        if (kind is null)
        {
            if (statement.Keyword == "host-identifier")
            {
                to.Notes.Left(statement, "other options identify a client with the hook library libdhcp_flex_id: flex-id in the reservation");
            }

            return statement.Keyword == "host-identifier";
        }

        if (OptionValue.Read(option!, words, name + 1, out string error) is { Bytes.Length: > 0 and <= 128 } value)
        {
            found.Add((kind, Hex(value.Bytes), statement));
        }
        else
        {
            to.Notes.Left(statement, error);
        }

        return true;
    }

    private bool TryAddress(Statement statement, List<(UInt128 Address, Statement Statement)> found)
    {
        if (statement.Keyword is not ("fixed-address" or "fixed-address6"))
        {
            return false;
        }

        foreach (var word in statement.Words.Skip(1).Where(w => w.Kind != TokenKind.Mark))
        {
            if ((statement.Keyword == "fixed-address6") == to.IsV6 && AddressText.TryParse(word.Text, to.IsV6, out var address))
            {
                found.Add((address, statement));
            }
            else
            {
                to.Notes.Left(word.Place, $"{statement.Keyword} {word.Shown}: wanted an address of the family; names are not looked up here");
                statement.Mark(Fate.Translated);
            }
        }

        return true;
    }

    private bool TryPrefix(Statement statement, List<(string Text, UInt128 Address, Statement Statement)> found)
    {
        var words = statement.Words;
        if (statement.Keyword != "fixed-prefix6")
        {
            return false;
        }

        if (to.IsV6 && words.Count == 4 && Ip6.TryParse(words[1].Text, out var prefix) && AddressText.TryLength(words[3].Text, 128, out int length))
        {
            found.Add(($"{prefix}/{length}", prefix.Number, statement));
        }
        else
        {
            to.Notes.Left(statement, "wanted a prefix and its length");
        }

        return true;
    }

    private static string Hex(byte[] bytes) => string.Join(':', bytes.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
