using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Shared networks, subnets and pools.</summary>
internal sealed class Subnets(Conversion to, Walker walker)
{
    private readonly List<(Scope Scope, List<Statement> Ranges)> _pools = [];
    private bool _isInterfaceTold;

    private string Kea => to.IsV6 ? "subnet6" : "subnet4";

    public bool TryTake(Scope scope, Statement statement, IReadOnlyList<Statement> inherited)
    {
        switch (statement.Keyword)
        {
            case "shared-network" when scope.Kind == ScopeKind.Global && statement.Body is not null && statement.Words.Count == 2:
                Network(scope, statement, inherited);
                return true;
            case "subnet" or "subnet6" when (scope.Kind & (ScopeKind.Global | ScopeKind.Network)) != 0 && statement.Body is not null:
                Subnet(scope, statement, inherited);
                return true;
            case "pool" or "pool6" when (scope.Kind & (ScopeKind.Network | ScopeKind.Subnet)) != 0 && statement.Body is not null:
                Pool(scope, statement);
                return true;
            case "range" or "range6" or "prefix6" when scope.Kind == ScopeKind.Subnet:
                _pools.Add((new Scope(ScopeKind.Pool, scope, new MapDraft(), statement), [statement]));
                return true;
            case "range" or "range6" or "prefix6" when scope.Kind == ScopeKind.Pool:
                _pools[^1].Ranges.Add(statement);
                return true;
            default:
                return false;
        }
    }

    private void Network(Scope scope, Statement statement, IReadOnlyList<Statement> inherited)
    {
        statement.Mark(Fate.Translated);
        var map = new MapDraft { Comment = Walker.From(statement.Place) }.Set("name", statement.Words[1].Shown);
        var network = new Scope(ScopeKind.Network, scope, map, statement);
        walker.Open(network);
        walker.Walk(network, [.. inherited, .. statement.Body!], []);
        to.Dhcp.Maps("shared-networks").Add(map);
    }

    private void Subnet(Scope scope, Statement statement, IReadOnlyList<Statement> inherited)
    {
        var words = statement.Words;
        int bits = to.IsV6 ? 128 : 32;
        int length = 0;
        bool isV6 = statement.Keyword == "subnet6";
        bool isRead = isV6
            ? words.Count == 4 && words[2].IsMark("/") && AddressText.TryLength(words[3].Text, 128, out length)
            : words.Count == 4 && words[2].Is("netmask") && (length = AddressText.LengthOf(words[3].Text) ?? -1) >= 0;
        if (isV6 != to.IsV6 || !isRead || !AddressText.TryParse(words[1].Text, isV6, out var first))
        {
            to.Notes.Left(statement, isV6 != to.IsV6 ? "is of the other family" : "wanted an address and a mask of ones before zeros; names are not looked up");
            return;
        }

        var mask = length == 0 ? 0 : ~(UInt128)0 << (bits - length);
        if ((first & ~(mask & (bits == 32 ? uint.MaxValue : UInt128.MaxValue))) != 0 || to.Subnets.Exists(s => s.First == first && s.Length == length))
        {
            to.Notes.Left(statement, "its address has bits behind the mask, or it is there for the second time");
            return;
        }

        statement.Mark(Fate.Translated);
        uint id = (uint)to.Subnets.Count + 1;
        var map = new MapDraft { Comment = Walker.From(statement.Place) }.Set("id", (long)id).Set("subnet", $"{AddressText.Of(first, to.IsV6)}/{length}");
        var subnet = new Scope(ScopeKind.Subnet, scope, map, statement);
        to.Subnets.Add(new NetworkDraft(id, first, length, bits, subnet));
        walker.Open(subnet);
        walker.Walk(subnet, [.. inherited, .. statement.Body!], []);
        scope.Target.Maps(Kea).Add(map);
        if (to.IsV6 && !map.Has("interface") && !_isInterfaceTold)
        {
            _isInterfaceTold = true;
            to.Notes.Remark(statement.Place, "a subnet whose clients are on the server's own link has to say its interface: \"interface\": \"eth0\"");
        }
    }

    private void Pool(Scope scope, Statement statement)
    {
        statement.Mark(Fate.Translated);
        var pool = new Scope(ScopeKind.Pool, scope, new MapDraft(), statement);
        _pools.Add((pool, []));
        walker.Walk(pool, statement.Body!, []);
    }

    /// <summary>Puts the ranges into the subnets that have their addresses, all of a pool with its options and its guard.</summary>
    public void PlacePools(Classes classes)
    {
        foreach (var (scope, ranges) in _pools)
        {
            classes.MakeConditions(scope);
            string? guard = classes.Guard(scope);
            walker.Close(scope);
            foreach (var range in ranges)
            {
                Place(scope, range, guard);
            }
        }
    }

    private void Place(Scope scope, Statement range, string? guard)
    {
        var words = range.Words.Where(w => !w.Is("dynamic-bootp")).ToList();
        if (words.Count < range.Words.Count)
        {
            to.Notes.Remark(range.Place, "dynamic-bootp: BOOTP is served with the hook library libdhcp_bootp only");
        }

        if (range.Keyword == "prefix6")
        {
            Delegate(scope, range, guard);
            return;
        }

        int length = 0;
        bool isPrefix = words.Count == 4 && words[2].IsMark("/") && AddressText.TryLength(words[3].Text, 128, out length) && to.IsV6;
        UInt128 last = 0;
        if ((range.Keyword == "range6") != to.IsV6 || words.Count < 2 || !AddressText.TryParse(words[1].Text, to.IsV6, out var first)
            || !(isPrefix || words.Count == 2 || (words.Count == 3 && AddressText.TryParse(words[2].Text, to.IsV6, out last))))
        {
            to.Notes.Left(range, words.Exists(w => w.Is("temporary")) ? "temporary addresses are no longer given" : "wanted a first and a last address of the family");
            return;
        }

        last = isPrefix ? first + (length == 0 ? UInt128.MaxValue : ((UInt128)1 << (128 - length)) - 1) : words.Count == 2 ? first : last;
        (first, last) = first <= last ? (first, last) : (last, first);
        var subnet = to.Subnets.Find(s => s.Contains(first) && s.Contains(last));
        if (subnet is null || !subnet.TryAddPool(first, last))
        {
            to.Notes.Left(range, subnet is null ? "no subnet has all of its addresses" : "it overlaps a range before it");
            return;
        }

        range.Mark(Fate.Translated);
        var map = new MapDraft { Comment = Walker.From(range.Place) }.Set("pool", $"{AddressText.Of(first, to.IsV6)} - {AddressText.Of(last, to.IsV6)}");
        subnet.Target.Maps("pools").Add(Finish(map, scope, guard));
    }

    /// <summary>From the first prefix to the last, as blocks that are prefixes themselves.</summary>
    private void Delegate(Scope scope, Statement range, string? guard)
    {
        var words = range.Words;
        if (!to.IsV6 || words.Count != 5 || !words[3].IsMark("/") || !AddressText.TryLength(words[4].Text, 128, out int length) || length == 0
            || !AddressText.TryParse(words[1].Text, true, out var first) || !AddressText.TryParse(words[2].Text, true, out var last) || last < first)
        {
            to.Notes.Left(range, "wanted a first and a last prefix and a length");
            return;
        }

        var subnet = to.Subnets.Find(s => ReferenceEquals(s.Scope, scope.Parent)) ?? to.Subnets.Find(s => s.Contains(first));
        var one = (UInt128)1 << (128 - length);
        var number = first / one;
        var end = last / one;
        if (subnet is null || !subnet.TryAddPool(first, (end * one) + (one - 1)))
        {
            to.Notes.Left(range, subnet is null ? "stands in no subnet" : "it overlaps a range before it");
            return;
        }

        range.Mark(Fate.Translated);
        subnet.Delegated.Add((first, (end * one) + (one - 1)));
        while (number <= end)
        {
            int wider = 0;
            while (wider < length - 1 && (number & (((UInt128)1 << (wider + 1)) - 1)) == 0 && number + ((UInt128)1 << (wider + 1)) - 1 <= end)
            {
                wider++;
            }

            var map = new MapDraft { Comment = Walker.From(range.Place) }.Set("prefix", AddressText.Of(number * one, true))
                .Set("prefix-len", (long)(length - wider)).Set("delegated-len", (long)length);
            subnet.Target.Maps("pd-pools").Add(Finish(map, scope, guard));
            number += (UInt128)1 << wider;
        }
    }

    private MapDraft Finish(MapDraft map, Scope scope, string? guard)
    {
        if (guard is not null)
        {
            _ = to.IsOld ? map.Set("client-class", guard) : map.Set("client-classes", new List<string> { guard });
        }

        foreach (var (name, value) in scope.Target.Members)
        {
            map.Set(name, value);
        }

        return map;
    }
}
