using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Expressions;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace Nestor.Config.Loading;

/// <summary><c>client-classes</c> of the server: what both families' classes have alike.</summary>
internal abstract class ClassReader<TClass>(Reading reading, OptionReader options, Universe universe)
    where TClass : ClientClass
{
    private readonly List<TClass> _classes = [];
    private readonly HashSet<string> _names = [];

    protected Reading Reading { get; } = reading;

    protected OptionReader Options { get; } = options;

    public IReadOnlyList<TClass> Read(Element? list)
    {
        foreach (var map in list?.Items ?? [])
        {
            if (Reading.Quarantine.Entry("client-classes", map, () => One(map)) is { } definition)
            {
                _classes.Add(definition);
            }
        }

        return _classes;
    }

    /// <summary>To be called when everything else was read: guards of classes that nothing defines let nobody in.</summary>
    public void WarnOfUndefined()
    {
        foreach (var (name, place) in Reading.ClassUses)
        {
            if (!_names.Contains(name) && !ClassNames.IsBuiltIn(name)
                && !name.StartsWith(ClassNames.SpawnPrefix, StringComparison.Ordinal))
            {
                string hint = KeywordTable.NearestOf(_names, name) is { } near ? $"; did you mean \"{near}\"?" : "";
                Reading.Diagnostics.Warn(place, $"nothing defines client class \"{name}\"{hint}");
            }
        }
    }

    /// <summary>The class with what only this family has.</summary>
    /// <param name="id">Its number.</param>
    protected abstract TClass Make(Element map, int id, string name);

    private TClass? One(Element map)
    {
        if (map["name"] is not { Text.Length: > 0 } named)
        {
            Reading.Diagnostics.Error((map["name"] ?? map).Place, "found a client class without a name, wanted \"name\"");
            return null;
        }

        string name = named.Text;
        if (_names.Contains(name))
        {
            Reading.Diagnostics.Error(named.Place, $"found a second client class \"{name}\", wanted another name");
            return null;
        }

        if (!name.All(c => c < 128 && (c == '%' || ClassName.IsPlain((byte)c))))
        {
            Reading.Diagnostics.Warn(
                named.Place, $"client class \"{name}\" has characters that names made from packets never have; they have %XX there");
        }

        var definition = Make(map, Reading.ClassNames.Number(name), name);
        bool isTemplate = map["template-test"] is not null;
        definition = definition with
        {
            IsTemplate = isTemplate,
            IsAdditional = Reading.Boolean(map, "only-in-additional-list", false),
            ValidLifetime = Lifetime(map, "valid-lifetime"),
            UserContext = Reading.UserContext(map),
        };
        if ((map["test"] ?? map["template-test"]) is { } text)
        {
            definition = WithTest(definition, map, text);
        }

        _names.Add(name);
        return definition;
    }

    private TClass WithTest(TClass definition, Element map, Element text)
    {
        if (map["test"] is not null && map["template-test"] is { } both)
        {
            Reading.Diagnostics.Error(both.Place, "found \"template-test\" beside \"test\", wanted only one of them");
            return definition;
        }

        if (ClassNames.IsServersOwn(definition.Name))
        {
            Reading.Diagnostics.Error(
                text.Place, $"found a test of built-in class \"{definition.Name}\", wanted none: the server decides who is in it");
            return definition;
        }

        var scope = new ExpressionScope(universe, Options.Defs, ClassOf);
        var kind = definition.IsTemplate ? ExpressionKind.String : ExpressionKind.Boolean;
        if (!ExpressionParser.TryParse(text.Text, kind, scope, out var test, out var error))
        {
            Reading.Diagnostics.Error(text.Place, $"test of client class \"{definition.Name}\": {error.Message} at character {error.Offset + 1}");
            return definition;
        }

        return definition with { Test = test, DependsOnKnown = test!.Classes.Any(IsKnownLate) };
    }

    /// <summary>The number of a class an expression may ask for: one that is defined before it, or a built-in one.</summary>
    private int ClassOf(string name) =>
        _names.Contains(name) || ClassNames.IsBuiltIn(name) ? Reading.ClassNames.Number(name) : -1;

    private bool IsKnownLate(int id) =>
        id is ClassNames.Known or ClassNames.Unknown || _classes.Exists(c => c.Id == id && c.DependsOnKnown);

    /// <summary>A lifetime with its bounds; null when the class does not set any of them.</summary>
    protected Triplet? Lifetime(Element map, string name)
    {
        uint? min = Reading.MaybeUInt32(map, "min-" + name);
        uint? max = Reading.MaybeUInt32(map, "max-" + name);
        uint? usual = Reading.MaybeUInt32(map, name);
        if (usual is null && min is not null && max is not null && min != max)
        {
            Reading.Diagnostics.Error(
                map["min-" + name]!.Place, $"found min-{name} and max-{name} without {name}, wanted all three, or one of them");
            return null;
        }

        if ((usual ?? min ?? max) is not { } value)
        {
            return null;
        }

        if (min > value || max < value)
        {
            Reading.Diagnostics.Error(map[name]!.Place, $"found {name} {value}, wanted it between min-{name} and max-{name}");
        }

        return new Triplet(Math.Min(min ?? value, value), value, Math.Max(max ?? value, value));
    }
}
