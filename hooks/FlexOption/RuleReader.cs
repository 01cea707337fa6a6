using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Expressions;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace StandardLibraries.FlexOption;

/// <summary>Reads <c>options</c>; all that is wrong with them is told.</summary>
internal sealed class RuleReader(LibrarySetup setup)
{
    private static readonly string[] Actions = ["add", "supersede", "remove"];

    private readonly Universe _universe = setup.Settings is Dhcp4Settings ? Universe.V4 : Universe.V6;

    /// <summary>By ascending code, as Kea goes through them.</summary>
    public IReadOnlyList<Rule> Read()
    {
        var reader = new ParameterReader(setup);
        var entries = reader.Maps("options");
        reader.RefuseOthers();
        if (setup.Parameters?["options"] is null)
        {
            setup.Error(setup.Parameters?.Place ?? setup.Place, "found no parameter \"options\", wanted a list of options");
        }

        return [.. entries.Select(One).OfType<Rule>().OrderBy(r => r.Code)];
    }

    private Rule? One(Element entry)
    {
        var reader = new ParameterReader(setup, entry, entry.Place);
        string space = reader.Text("space") ?? (_universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space);
        bool isKnown = TryCode(reader, entry, space, out ushort code, out var def);
        bool isCsv = reader.Boolean("csv-format", false);
        var guard = Guard(reader);
        var source = reader.Choice("source", "query", "query", "response") == "query" ? ExpressionSource.Query : ExpressionSource.Response;
        bool isForQuery = reader.Choice("destination", "response", "query", "response") == "query";
        var action = Action(reader, entry, hasSubOptions: true, out var text);
        var subEntries = reader.Maps("sub-options");
        reader.RefuseOthers();
        if (isForQuery && source == ExpressionSource.Response)
        {
            setup.Error(entry.Place, "found source \"response\" with destination \"query\", wanted the query: there is no answer yet when it is changed");
        }

        if (!isKnown || action is null)
        {
            return null;
        }

        if (action == RuleAction.SubOptions)
        {
            return Container(entry, code, def, space, subEntries, new Rule { Code = code, Action = RuleAction.SubOptions, Guard = guard, Source = source, IsForQuery = isForQuery });
        }

        WarnEarly(entry, isForQuery, guard, text!);
        return Value(text!, action.Value) is { } value && MayBeText(entry, code, def, isCsv)
            ? new Rule { Code = code, Def = def, Action = action.Value, Value = value, IsCsv = isCsv, Guard = guard, Source = source, IsForQuery = isForQuery }
            : null;
    }

    private Rule? Container(Element entry, ushort code, OptionDef? def, string space, IReadOnlyList<Element> subEntries, Rule rule)
    {
        // Whoever says nothing of the space means the one of the option.
        string usual = def?.Encapsulates ?? "";
        if (usual.Length == 0 && subEntries.Select(s => s["space"]).FirstOrDefault(s => s is { Kind: ElementKind.String }) is { } said)
        {
            usual = said.Text;
        }

        if (usual.Length == 0)
        {
            setup.Error(entry.Place, $"found sub-options for option {code} of space \"{space}\", which does not say what space they are of; wanted \"space\" with each of them");
            return null;
        }

        if (ContainerLayout.Of(def, code, usual, _universe, out string error) is not { } layout)
        {
            setup.Error(entry.Place, error);
            return null;
        }

        foreach (var twice in subEntries.Where(e => e["code"] is { Kind: ElementKind.Integer }).GroupBy(e => e["code"]!.Integer).Where(g => g.Count() > 1))
        {
            setup.Error(twice.Last().Place, $"found sub-option {twice.Key} of option {code} a second time, wanted it once");
        }

        var inside = subEntries.Select(e => Sub(e, usual, rule)).OfType<Rule>().OrderBy(r => r.Code).ToList();
        return new Rule
        {
            Code = code,
            Def = def,
            Action = RuleAction.SubOptions,
            Guard = rule.Guard,
            Source = rule.Source,
            IsForQuery = rule.IsForQuery,
            SubRules = inside,
            Layout = layout,
        };
    }

    private Rule? Sub(Element entry, string usual, Rule container)
    {
        var reader = new ParameterReader(setup, entry, entry.Place);
        string space = reader.Text("space") ?? usual;
        bool isKnown = TryCode(reader, entry, space, out ushort code, out var def);
        bool isCsv = reader.Boolean("csv-format", false);
        var guard = Guard(reader);
        bool isAdded = reader.Boolean("container-add", true);
        bool isRemoved = reader.Boolean("container-remove", true);
        var action = Action(reader, entry, hasSubOptions: false, out var text);
        reader.RefuseOthers();
        if (space != usual)
        {
            setup.Error(entry.Place, $"found space \"{space}\" for a sub-option of option {container.Code}, wanted \"{usual}\" for all of them");
            return null;
        }

        if (!isKnown || action is null)
        {
            return null;
        }

        WarnEarly(entry, container.IsForQuery, guard ?? container.Guard, text!);
        return Value(text!, action.Value) is { } value && MayBeText(entry, code, def, isCsv)
            ? new Rule
            {
                Code = code,
                Def = def,
                Action = action.Value,
                Value = value,
                IsCsv = isCsv,
                Guard = guard,
                Source = container.Source,
                IsForQuery = container.IsForQuery,
                IsContainerAdded = isAdded,
                IsContainerRemoved = isRemoved,
            }
            : null;
    }

    /// <summary>The option by code, by name or by both, which must then agree.</summary>
    private bool TryCode(ParameterReader reader, Element entry, string space, out ushort code, out OptionDef? def)
    {
        int most = _universe == Universe.V4 ? 254 : ushort.MaxValue;
        long number = reader.Integer("code", 0, 1, most);
        string? name = reader.Text("name");
        code = (ushort)number;
        def = name is null ? setup.Settings.OptionDefs.Find(space, code) : setup.Settings.OptionDefs.Find(space, name);
        if (entry["code"] is null && entry["name"] is null)
        {
            setup.Error(entry.Place, "found neither \"code\" nor \"name\", wanted one of them");
            return false;
        }

        if (name is null)
        {
            return number > 0;
        }

        if (def is null)
        {
            setup.Error(entry["name"]!.Place, $"found option \"{name}\", wanted one that is defined in space \"{space}\"");
            return false;
        }

        if (number > 0 && number != def.Code)
        {
            setup.Error(entry["code"]!.Place, $"found code {number} for option \"{name}\", wanted {def.Code}");
            return false;
        }

        code = def.Code;
        return true;
    }

    /// <summary>The one action of an entry.</summary>
    private RuleAction? Action(ParameterReader reader, Element entry, bool hasSubOptions, out Element? text)
    {
        foreach (string name in Actions)
        {
            reader.Text(name);
        }

        string[] found = [.. Actions.Append("sub-options").Where(name => (name != "sub-options" || hasSubOptions) && entry[name] is not null)];
        text = found.Length == 1 ? entry[found[0]] : null;
        if (found.Length != 1)
        {
            string wanted = string.Join(", ", hasSubOptions ? Actions.Append("sub-options") : Actions);
            setup.Error(entry.Place, $"found {(found.Length == 0 ? "no action" : string.Join(" and ", found))}, wanted one of {wanted}");
            return null;
        }

        if (found[0] == "sub-options")
        {
            return RuleAction.SubOptions;
        }

        if (text!.Kind != ElementKind.String)
        {
            return null;
        }

        if (text.Text.Length == 0)
        {
            setup.Error(text.Place, $"found an empty \"{found[0]}\", wanted an expression");
            return null;
        }

        return (RuleAction)Array.IndexOf(Actions, found[0]);
    }

    private Expression? Value(Element text, RuleAction action) =>
        setup.Compile(text, action == RuleAction.Remove ? ExpressionKind.Boolean : ExpressionKind.String);

    private bool MayBeText(Element entry, ushort code, OptionDef? def, bool isCsv)
    {
        if (isCsv && def is null)
        {
            setup.Error(entry.Place, $"found csv-format for option {code}, wanted an option that is defined");
            return false;
        }

        return true;
    }

    private ClassGuard? Guard(ParameterReader reader) =>
        reader.Text("client-class") is { Length: > 0 } name ? new ClassGuard(name, setup.Settings.ClassNames) : null;

    /// <summary>A query is changed before it is in any class.</summary>
    private void WarnEarly(Element entry, bool isForQuery, ClassGuard? guard, Element text)
    {
        if (isForQuery && (guard is not null || text.Text.Contains("member", StringComparison.Ordinal)))
        {
            setup.Warn(entry.Place, "found a class asked for with destination \"query\": a query is changed before it is in any class");
        }
    }
}
