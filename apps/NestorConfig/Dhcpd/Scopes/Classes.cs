using Nestor.Json;
using NestorConfig.Dhcpd.Expressions;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Client classes: dhcpd's own, one for each branch of an if, and one for each pool that not everybody may use.</summary>
internal sealed class Classes(Conversion to, Walker walker)
{
    /// <summary>Longest test that is made of many.</summary>
    private const int MaxTest = 20_000;

    private const string Never = "not member('ALL')";

    private readonly Dictionary<string, string> _names = [];
    private readonly List<Scope> _open = [];

    /// <summary>The classes and subclasses of a file.</summary>
    public void Make(IReadOnlyList<Statement> statements)
    {
        var all = statements.SelectMany(s => s.All()).Where(s => s.Words.Count > 1).ToList();
        foreach (var group in all.Where(s => s.Keyword is "class" or "subclass").GroupBy(s => s.Words[1].Shown))
        {
            Class(group.Key, [.. group.Where(s => s.Keyword == "class")], [.. group.Where(s => s.Keyword == "subclass")]);
        }
    }

    /// <summary>The chains of if, elsif and else of a scope.</summary>
    public void MakeConditions(Scope scope)
    {
        foreach (var chain in scope.Conditions)
        {
            Chain(scope, chain, "");
        }

        scope.Conditions.Clear();
    }

    /// <summary>The class whose members may use a pool; null when everybody may.</summary>
    public string? Guard(Scope pool)
    {
        var allowed = new List<string>();
        var all = new List<string>();
        foreach (var (statement, isAllowed) in pool.Permits)
        {
            if (Permit(statement) is { } test)
            {
                statement.Mark(Fate.Translated);
                (isAllowed ? allowed : all).Add(isAllowed ? test : $"not {test}");
            }
            else
            {
                to.Notes.Left(statement, $"has no counterpart{(isAllowed ? "; nobody gets an address by it" : "")}");
                allowed.AddRange(isAllowed ? [Never] : []);
            }
        }

        if (allowed.Count > 0)
        {
            all.Insert(0, allowed.Count == 1 ? allowed[0] : $"({string.Join(" or ", allowed)})");
        }

        if (pool.Nearest(s => s.DeniesUnknown) == true)
        {
            all.Add("member('KNOWN')");
        }

        if (all.Count == 0)
        {
            return null;
        }

        string whole = string.Join(" and ", all);
        if (whole.Contains("KNOWN'", StringComparison.Ordinal))
        {
            to.Notes.Remark(pool.Declared!.Place, "a client is known by a reservation in its subnet or of the whole server; dhcpd counts the hosts of other subnets too");
        }

        if (all.Count == 1 && whole.StartsWith("member('", StringComparison.Ordinal) && whole.IndexOf('\'', 8) == whole.Length - 2)
        {
            return whole[8..^2];
        }

        string name = to.ClassName($"pool-{pool.Declared!.Place.Line}");
        to.Classes.Add(new MapDraft { Comment = $"{Walker.From(pool.Declared.Place)} who may use the pool" }.Set("name", name).Set("test", whole));
        return name;
    }

    /// <summary>Writes all classes.</summary>
    public void Close()
    {
        foreach (var scope in _open)
        {
            walker.Close(scope);
        }

        if (to.Drops.Count > 0)
        {
            to.Classes.Add(new MapDraft { Comment = "Queries that are not answered." }.Set("name", "DROP").Set("test", string.Join(" or ", to.Drops.Select(d => $"({d})"))));
        }

        if (to.Classes.Count > 0)
        {
            to.Dhcp.Set("client-classes", to.Classes);
        }
    }

    private string? Permit(Statement statement)
    {
        string what = string.Join(' ', statement.Words.Skip(1).Select(w => w.Text.ToLowerInvariant()));
        if (statement.Is(1, "members") && statement.Words.Count == 4)
        {
            return $"member('{NameOf(statement.Words[3].Shown, statement.Place)}')";
        }

        return what switch
        {
            "known-clients" or "known clients" => "member('KNOWN')",
            "unknown-clients" or "unknown clients" => "member('UNKNOWN')",
            "all clients" or "unauthenticated clients" => "member('ALL')",
            _ => null,
        };
    }

    /// <summary>A class may be named and never declared: it has no members then.</summary>
    private string NameOf(string name, SourcePlace place)
    {
        if (!_names.TryGetValue(name, out string? known))
        {
            known = Add(name, new MapDraft { Comment = $"{Walker.From(place)} names it, nothing declares it" }, Never);
        }

        return known;
    }

    private string Add(string name, MapDraft map, string? test, string keyword = "test")
    {
        string own = to.ClassName(name.Replace('\'', '_'));
        _names.TryAdd(name, own);
        map.Set("name", own);
        if (test is not null)
        {
            map.Set(keyword, test);
        }

        to.Classes.Add(map);
        return own;
    }

    private void Class(string name, List<Statement> declared, List<Statement> subclasses)
    {
        Term? match = null;
        Term? spawn = null;
        string? condition = null;
        var rest = new List<Statement>();
        foreach (var statement in declared)
        {
            statement.Mark(Fate.Translated);
            foreach (var inner in statement.Body ?? [])
            {
                bool isIf = inner.Keyword == "match" && inner.Is(1, "if");
                if (!isIf && inner.Keyword is not "match" && !(inner.Keyword == "spawn" && inner.Is(1, "with")))
                {
                    rest.Add(inner);
                    continue;
                }

                var term = isIf ? to.Expressions.Condition(inner.Words, 2) : to.Expressions.Value(inner.Words, inner.Keyword == "spawn" ? 2 : 1);
                string why = term is null ? to.Expressions.Error : inner.Keyword == "spawn" && to.IsOld ? "a template class needs Kea 2.6" : "";
                if (why.Length > 0)
                {
                    to.Notes.Left(inner, $"{why}; give class \"{name}\" a test by hand");
                    continue;
                }

                inner.Mark(Fate.Translated);
                (condition, match, spawn) = isIf ? (term!.Text, match, spawn) : inner.Keyword == "spawn" ? (condition, match, term) : (condition, term, spawn);
            }
        }

        var tests = condition is null ? new List<string>() : [condition];
        var own = new List<(string Test, Statement Statement)>();
        foreach (var subclass in subclasses)
        {
            Subclass(subclass, match ?? spawn, tests, own);
        }

        var map = new MapDraft { Comment = declared.Count > 0 ? Walker.From(declared[0].Place) : null };
        string known = spawn is not null
            ? Add(name, map, condition is null ? spawn.Text : $"ifelse({condition}, {spawn.Text}, '')", "template-test")
            : Add(name, map, Test(name, tests));
        Body(map, declared.FirstOrDefault(), rest, $"member('{known}')");
        foreach (var (test, statement) in own)
        {
            var inner = new MapDraft { Comment = Walker.From(statement.Place) };
            string sub = Add($"{name}.{statement.Place.Line}", inner, $"member('{known}') and {test}");
            Body(inner, statement, statement.Body!, $"member('{sub}')");
        }
    }

    private void Subclass(Statement subclass, Term? match, List<string> tests, List<(string Test, Statement Statement)> own)
    {
        int at = 2;
        byte[]? literal = subclass.Words.Count > 2 && subclass.Words[2].Kind == TokenKind.Quoted ? subclass.Words[2].Bytes : OptionValue.HexBytes(subclass.Words, ref at);
        if (match is null || literal is null || to.Expressions.Equal(match, literal) is not { } equal)
        {
            to.Notes.Left(subclass, match is null ? "its class does not say what to match, or that has no counterpart" : "its value has no counterpart");
            return;
        }

        subclass.Mark(Fate.Translated);
        tests.Add(equal.Closed);
        if (subclass.Body is { Count: > 0 })
        {
            own.Add((equal.Closed, subclass));
        }
    }

    /// <summary>Any of many tests; in parts of their own when they are long together.</summary>
    private string Test(string name, List<string> tests)
    {
        if (tests.Count == 0)
        {
            return Never;
        }

        if (tests.Sum(t => t.Length + 4) <= MaxTest)
        {
            return string.Join(" or ", tests);
        }

        var parts = new List<string>();
        int size = Math.Max(1, MaxTest / (tests.Max(t => t.Length) + 4));
        foreach (string[] part in tests.Chunk(size))
        {
            string own = to.ClassName($"{name.Replace('\'', '_')}.part");
            to.Classes.Add(new MapDraft().Set("name", own).Set("test", string.Join(" or ", part)));
            parts.Add($"member('{own}')");
        }

        return string.Join(" or ", parts);
    }

    private void Body(MapDraft map, Statement? declared, IReadOnlyList<Statement> body, string within)
    {
        var scope = new Scope(ScopeKind.Class, to.Global, map, declared);
        _open.Add(scope);
        foreach (var limit in body.Where(s => s.Keyword == "lease" && s.Is(1, "limit")))
        {
            to.Notes.Left(limit, "a class's leases are limited by the hook library libdhcp_limits: address-limit in its user-context");
        }

        walker.Walk(scope, [.. body.Where(s => s.Fate == Fate.None)], []);
        foreach (var chain in scope.Conditions)
        {
            Chain(scope, chain, within);
        }
    }

    private void Chain(Scope scope, List<Statement> chain, string within)
    {
        var before = new List<string>();
        bool isBroken = false;
        foreach (var statement in chain)
        {
            bool isElse = statement.Keyword == "else" && !statement.Is(1, "if");
            Term? term = isElse ? null : to.Expressions.Condition(statement.Words, statement.Keyword == "else" ? 2 : 1);
            if (isBroken || (!isElse && term is null))
            {
                to.Notes.Left(statement, isBroken ? "it depends on a condition before it that has no counterpart" : $"the condition has no counterpart: {to.Expressions.Error}");
                isBroken = true;
                continue;
            }

            List<string> parts = [.. within.Length > 0 ? [within] : Array.Empty<string>(), .. before];
            parts.AddRange(term is null ? [] : [parts.Count > 0 ? term.Closed : term.Text]);
            before.AddRange(term is null ? [] : [$"not ({term.Text})"]);
            Branch(scope, statement, parts.Count == 0 ? "member('ALL')" : string.Join(" and ", parts));
        }
    }

    private void Branch(Scope outer, Statement statement, string test)
    {
        statement.Mark(Fate.Translated);
        string name = to.ClassName($"{statement.Keyword}-{statement.Place.Line}");
        var map = new MapDraft { Comment = Walker.From(statement.Place) }.Set("name", name).Set("test", test);
        var scope = new Scope(ScopeKind.Condition, outer, map, statement);
        walker.Walk(scope, statement.Body ?? [], []);
        bool isNetwork = (outer.Kind & (ScopeKind.Network | ScopeKind.Subnet | ScopeKind.Pool)) != 0;
        var network = isNetwork ? outer : outer.Nearest(s => (s.Kind & (ScopeKind.Network | ScopeKind.Subnet | ScopeKind.Pool)) != 0 ? s : null);
        bool isEmpty = scope.Options.Count == 0 && scope.VendorSpace is null && scope.Inner.Count == 0 && scope.Lifetimes.IsEmpty && map.Count == 2;
        if (!isEmpty)
        {
            to.Classes.Add(map);
            _open.Add(scope);
            if (network is not null)
            {
                map.Set(to.IsOld ? "only-if-required" : "only-in-additional-list", true);
                network.Target.Strings(to.IsOld ? "require-client-classes" : "evaluate-additional-classes").Add(name);
                Yield(network, scope);
            }
        }

        foreach (var chain in scope.Conditions)
        {
            Chain(scope, chain, test);
        }
    }

    /// <summary>A subnet's own option would win over that of a class: it is given by a class too, behind the others.</summary>
    private void Yield(Scope network, Scope condition)
    {
        for (var scope = network; scope is not null && scope.Kind != ScopeKind.Global; scope = scope.Parent)
        {
            foreach (var key in condition.Options.Keys.Where(scope.Options.ContainsKey).ToList())
            {
                to.Notes.Remark(condition.Declared!.Place, $"option {key.Code} is set without a condition too, in {Parameters.NameOf(scope.Kind)}: there it wins; tag its entry with client-classes, or take it away");
            }
        }
    }
}
