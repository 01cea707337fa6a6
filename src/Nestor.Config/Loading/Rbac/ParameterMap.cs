using Nestor.Config.Keywords;
using Nestor.Json;

namespace Nestor.Config.Loading.Rbac;

/// <summary>
/// A map of a hook library's parameters, which no table of keywords knows: its names and the types of its values are
/// checked here, each error with its place.
/// </summary>
internal sealed class ParameterMap(Element map, Diagnostics diagnostics)
{
    public SourcePlace Place => map.Place;

    /// <summary>Null, with an error, for what is no map.</summary>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="names">All that may stand in it.</param>
    public static ParameterMap? Of(Element value, string what, string[] names, Diagnostics diagnostics)
    {
        if (value.Kind != ElementKind.Map)
        {
            diagnostics.Error(value.Place, $"found {Element.NameOf(value.Kind)}, wanted a map for {what}");
            return null;
        }

        foreach (var member in value.Members.Where(m => !names.Contains(m.Name)))
        {
            string help = KeywordTable.NearestOf(names, member.Name) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";
            diagnostics.Error(member.Place, $"found unknown parameter \"{member.Name}\" in {what}, wanted one of {string.Join(", ", names)}{help}");
        }

        return new ParameterMap(value, diagnostics);
    }

    /// <summary>A text that is not empty; null when it is not there, with an error where it has to be.</summary>
    public string? Text(string name, bool isMandatory = false)
    {
        if (Find(name, ElementKind.String, isMandatory) is not { } value)
        {
            return null;
        }

        if (value.Text.Length > 0)
        {
            return value.Text;
        }

        diagnostics.Error(value.Place, $"found an empty text, wanted some for \"{name}\"");
        return null;
    }

    public bool Boolean(string name, bool otherwise) => Find(name, ElementKind.Boolean)?.Boolean ?? otherwise;

    public IReadOnlyList<Element> List(string name) => Find(name, ElementKind.List)?.Items ?? [];

    /// <summary>The member, whatever it is.</summary>
    public Element? Member(string name) => map[name];

    /// <summary>One of some words; the first one when it is not there.</summary>
    public T Word<T>(string name, bool isMandatory, params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        if (Text(name, isMandatory) is not { } text)
        {
            return words[0].Meaning;
        }

        var all = new List<string>();
        foreach (var (word, meaning) in words)
        {
            if (word == text)
            {
                return meaning;
            }

            all.Add(word);
        }

        diagnostics.Error(map[name]!.Place, $"found \"{text}\", wanted one of {string.Join(", ", all)} for \"{name}\"");
        return words[0].Meaning;
    }

    private Element? Find(string name, ElementKind kind, bool isMandatory = false)
    {
        if (map[name] is not { } value)
        {
            if (isMandatory)
            {
                diagnostics.Error(map.Place, $"found no \"{name}\", which has to be there");
            }

            return null;
        }

        if (value.Kind == kind)
        {
            return value;
        }

        diagnostics.Error(value.Place, $"found {Element.NameOf(value.Kind)}, wanted {Element.NameOf(kind)} for \"{name}\"");
        return null;
    }
}
