namespace CommandLines;

/// <summary>A flag as its program takes it and as its help and its man page show it.</summary>
public sealed class FlagEntry
{
    /// <param name="form">Names, and what follows them: <c>-c, --ctrl-config FILE</c>; a value that may be left out is in brackets.</param>
    /// <param name="meaning">What it does, as the end of a sentence without its stop.</param>
    public FlagEntry(string form, string meaning)
    {
        Meaning = meaning;
        string[] names = form.Split(", ");
        int blank = names[^1].IndexOf(' ', StringComparison.Ordinal);
        string value = blank < 0 ? "" : names[^1][(blank + 1)..];
        names[^1] = blank < 0 ? names[^1] : names[^1][..blank];
        Names = names;
        IsValueOptional = value.StartsWith('[');
        Value = value.Trim('[', ']');
        Form = form;
    }

    /// <summary>Its names with their dashes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What its value is called: FILE, or the words it may be, as <c>4|6</c>; empty when it has none.</summary>
    public string Value { get; }

    public bool IsValueOptional { get; }

    public string Form { get; }

    public string Meaning { get; }

    /// <summary>Kinds of value that a shell can complete.</summary>
    public bool IsFile => Value is "FILE" or "PATH" or "FILE|FOLDER";

    public bool IsFolder => Value is "FOLDER";

    /// <summary>The words its value may be; none when it may be anything.</summary>
    public IReadOnlyList<string> Choices =>
        Value.Contains('|', StringComparison.Ordinal) && !IsFile && Value.Equals(Value.ToLowerInvariant(), StringComparison.Ordinal) ? Value.Split('|') : [];
}
