using System.Text;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Expressions;
using Nestor.Model.Leases;

namespace StandardLibraries.LeaseCmds;

/// <summary>
/// <c>binding-variables</c>: values of expressions over a query or its answer, stored with the leases that the query
/// gave, in their user-context under ISC.
/// </summary>
internal sealed class BindingVariables
{
    private const string Own = "binding-variables";

    private readonly List<Variable> _all = [];

    /// <summary>Reads the parameters; what is wrong with them is told to the configuration.</summary>
    public static BindingVariables Read(LibrarySetup setup)
    {
        var variables = new BindingVariables();
        foreach (var member in setup.Parameters?.Members ?? [])
        {
            if (member.Name != Own)
            {
                setup.Error(member.Value.Place, $"found \"{member.Name}\", wanted \"{Own}\" as the only parameter of {setup.Stem}");
            }
            else if (member.Value.Kind != ElementKind.List)
            {
                setup.Error(member.Value.Place, $"found {Element.NameOf(member.Value.Kind)}, wanted a list for \"{Own}\"");
            }
            else
            {
                foreach (var item in member.Value.Items)
                {
                    variables.ReadOne(setup, item);
                }
            }
        }

        return variables;
    }

    public bool IsEmpty => _all.Count == 0;

    /// <summary>[leases4_committed] [lease4_offer] Puts the values into the leases that the query changed.</summary>
    public void Store(LeasesCommittedCall4 call, ILeases4 leases, IExpressions expressions)
    {
        byte[]? values = null;
        int count = call.Count;
        for (int i = 0; i < count; i++)
        {
            var change = call.Change(i, out bool isDelete);
            if (!isDelete && change.Fields.State == LeaseState.Default && change.Fields.ValidLifetime > 0)
            {
                values ??= Values((expression, source) => expressions.TryEvaluate(expression, call.Exchange, source, out var value) ? Text(value) : null);
                Put(leases, change.Fields.Address, values);
            }
        }
    }

    /// <summary>[lease4_offer] The same of an offered address that is held for the client.</summary>
    public void Store(LeaseOfferCall4 call, ILeases4 leases, IExpressions expressions)
    {
        if (call.OfferLifetime > 0)
        {
            Put(leases, call.Lease.Fields.Address, Values(
                (expression, source) => expressions.TryEvaluate(expression, call.Exchange, source, out var value) ? Text(value) : null));
        }
    }

    /// <summary>[leases6_committed]</summary>
    public void Store(LeasesCommittedCall6 call, ILeases6 leases, IExpressions expressions)
    {
        byte[]? values = null;
        int count = call.Count;
        for (int i = 0; i < count; i++)
        {
            var change = call.Change(i, out bool isDelete);
            if (isDelete || change.Fields.State != LeaseState.Default || change.Fields.ValidLifetime == 0)
            {
                continue;
            }

            values ??= Values((expression, source) => expressions.TryEvaluate(expression, call.Exchange, source, out var value) ? Text(value) : null);
            if (leases.TryFind(change.Fields.Address, out var lease) && Merged(lease.UserContext, values) is { } context)
            {
                lease.UserContext = context;
                leases.Put(in lease);
            }
        }
    }

    private static void Put(ILeases4 leases, Nestor.Wire.Values.Ip4 address, byte[] values)
    {
        if (leases.TryFind(address, out var lease) && Merged(lease.UserContext, values) is { } context)
        {
            lease.UserContext = context;
            leases.Put(in lease);
        }
    }

    private static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value);

    /// <summary>The values as a map by name; one whose expression has none is an empty text.</summary>
    private byte[] Values(Func<Expression, ExpressionSource, string?> evaluate) => Encoding.UTF8.GetBytes(JsonWriter.Compact(Element.Map(
        _all.OrderBy(v => v.Name, StringComparer.Ordinal)
            .Select(v => new Member(v.Name, Element.Of(evaluate(v.Expression, v.Source) ?? ""), SourcePlace.None)))));

    /// <summary>The context with the values in it; null when it has them already.</summary>
    private static byte[]? Merged(ReadOnlySpan<byte> context, byte[] values)
    {
        if (context.IndexOf(values) >= 0)
        {
            return null;
        }

        var whole = UserContext.Parse(context);
        var own = UserContext.Parse(values)!;
        var isc = With(whole?["ISC"], Own, own);
        return Encoding.UTF8.GetBytes(JsonWriter.Compact(With(whole, "ISC", isc)));
    }

    private static Element With(Element? map, string name, Element value) => Element.Map(
        (map is { Kind: ElementKind.Map } ? map.Members.Where(m => m.Name != name) : [])
            .Append(new Member(name, value, SourcePlace.None)).OrderBy(m => m.Name, StringComparer.Ordinal));

    private void ReadOne(LibrarySetup setup, Element item)
    {
        if (item.Kind != ElementKind.Map)
        {
            setup.Error(item.Place, $"found {Element.NameOf(item.Kind)}, wanted a map in \"{Own}\"");
            return;
        }

        foreach (var member in item.Members)
        {
            if (member.Name is not ("name" or "expression" or "source" or "user-context" or "comment"))
            {
                setup.Error(member.Value.Place, $"found \"{member.Name}\", wanted name, expression or source in \"{Own}\"");
            }
        }

        string? name = Text(setup, item, "name");
        string? text = Text(setup, item, "expression");
        string? from = Text(setup, item, "source");
        if (from is not (null or "query" or "response"))
        {
            setup.Error(item["source"]!.Place, $"found source \"{from}\", wanted query or response");
            return;
        }

        if (name is not null && _all.Exists(v => v.Name == name))
        {
            setup.Error(item["name"]!.Place, $"found binding variable \"{name}\" again, wanted each name once");
        }

        if (name is not null && text is not null && from is not null && setup.Compile(item["expression"]!, ExpressionKind.String) is { } expression)
        {
            _all.Add(new(name, expression, from == "query" ? ExpressionSource.Query : ExpressionSource.Response));
        }
    }

    private static string? Text(LibrarySetup setup, Element item, string name)
    {
        if (item[name] is { Kind: ElementKind.String, Text.Length: > 0 } value)
        {
            return value.Text;
        }

        var place = item[name]?.Place ?? item.Place;
        string found = item[name] is { } other ? (other.Kind == ElementKind.String ? "an empty text" : Element.NameOf(other.Kind)) : "nothing";
        setup.Error(place, $"found {found}, wanted a text for \"{name}\" in \"{Own}\"");
        return null;
    }

    private sealed record Variable(string Name, Expression Expression, ExpressionSource Source);
}
