using Nestor.Json;

namespace Nestor.Hooks.Libraries;

/// <summary>Reads a map of parameters, and tells everything that is wrong with it at its place.</summary>
/// <param name="setup">Whom it is told.</param>
/// <param name="map">Null for none: every parameter has its usual value then.</param>
/// <param name="place">Where the map, or what has none, stands.</param>
public sealed class ParameterReader(LibrarySetup setup, Element? map, SourcePlace place)
{
    private readonly HashSet<string> _known = ["comment", "user-context"];

    /// <summary>The parameters of the library.</summary>
    public ParameterReader(LibrarySetup setup)
        : this(setup, setup.Parameters, setup.Parameters?.Place ?? setup.Place)
    {
    }

    /// <summary>A text; <paramref name="usual"/> without it.</summary>
    public string? Text(string name, string? usual = null) =>
        Find(name, ElementKind.String, "a string") is { } value ? value.Text : usual;

    /// <summary>A text that must be there and have something in it; empty when it is wrong, which is told.</summary>
    public string RequiredText(string name)
    {
        var value = Find(name, ElementKind.String, "a string");
        if (value is null && map?[name] is null)
        {
            setup.Error(place, $"found no parameter \"{name}\", wanted one");
        }
        else if (value is { Text.Length: 0 })
        {
            setup.Error(value.Place, $"found an empty \"{name}\", wanted a text");
        }

        return value?.Text ?? "";
    }

    public bool Boolean(string name, bool usual) =>
        Find(name, ElementKind.Boolean, "true or false") is { } value ? value.Boolean : usual;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Integer(string name, long usual, long least, long most)
    {
        if (Find(name, ElementKind.Integer, "a whole number") is not { } value)
        {
            return usual;
        }

        if (value.Integer < least || value.Integer > most)
        {
            setup.Error(value.Place, $"found {value.Integer} for \"{name}\", wanted {least} to {most}");
            return usual;
        }

        return value.Integer;
    }

    /// <summary>One of a few words.</summary>
    public string Choice(string name, string usual, params ReadOnlySpan<string> words)
    {
        if (Find(name, ElementKind.String, "a string") is not { } value)
        {
            return usual;
        }

        if (words.Contains(value.Text))
        {
            return value.Text;
        }

        setup.Error(value.Place, $"found \"{value.Text}\" for \"{name}\", wanted {string.Join(" or ", words)}");
        return usual;
    }

    /// <summary>
    /// A file of a folder of the server's: its whole path. One elsewhere is warned of, and refused when the configuration came
    /// by command: whoever may send commands need not be one who may have the server open any file.
    /// </summary>
    /// <param name="usual">Its name when none is given.</param>
    public string FileIn(string folder, string name, string usual)
    {
        var value = Find(name, ElementKind.String, "a string");
        string path = Path.GetFullPath(Path.Combine(folder, value is { Text.Length: > 0 } ? value.Text : usual));
        if (value is not null && Path.GetDirectoryName(path) != Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
        {
            string text = $"found \"{name}\" \"{value.Text}\", wanted a file in {folder}";
            if (setup.IsByCommand)
            {
                setup.Error(value.Place, text);
            }
            else
            {
                setup.Warn(value.Place, $"{text}: Kea 3 refuses it");
            }
        }

        return path;
    }

    /// <summary>A map of parameters; null without it.</summary>
    public Element? Map(string name) => Find(name, ElementKind.Map, "a map");

    /// <summary>A list of maps; empty without it.</summary>
    public IReadOnlyList<Element> Maps(string name)
    {
        if (Find(name, ElementKind.List, "a list") is not { } list)
        {
            return [];
        }

        foreach (var item in list.Items.Where(i => i.Kind != ElementKind.Map))
        {
            setup.Error(item.Place, $"found {Element.NameOf(item.Kind)} in \"{name}\", wanted maps");
        }

        return [.. list.Items.Where(i => i.Kind == ElementKind.Map)];
    }

    /// <summary>A list of texts; empty without it.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name, ElementKind.List, "a list") is not { } list)
        {
            return [];
        }

        foreach (var item in list.Items.Where(i => i.Kind != ElementKind.String))
        {
            setup.Error(item.Place, $"found {Element.NameOf(item.Kind)} in \"{name}\", wanted strings");
        }

        return [.. list.Items.Where(i => i.Kind == ElementKind.String).Select(i => i.Text)];
    }

    /// <summary>One that the library reads itself; null without it.</summary>
    public Element? Any(string name)
    {
        _known.Add(name);
        return map?[name];
    }

    /// <summary>To be called last: parameters that nobody asked for are told.</summary>
    public void RefuseOthers()
    {
        foreach (var member in map?.Kind == ElementKind.Map ? map.Members : [])
        {
            if (!_known.Contains(member.Name))
            {
                setup.Error(member.Place, $"found unknown parameter \"{member.Name}\", wanted one of {string.Join(", ", _known.Order(StringComparer.Ordinal).Except(["comment", "user-context"]))}");
            }
        }
    }

    private Element? Find(string name, ElementKind kind, string wanted)
    {
        _known.Add(name);
        if (map?[name] is not { } value)
        {
            return null;
        }

        if (value.Kind == kind)
        {
            return value;
        }

        setup.Error(value.Place, $"found {Element.NameOf(value.Kind)} for \"{name}\", wanted {wanted}");
        return null;
    }
}
