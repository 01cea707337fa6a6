using System.Text;
using System.Text.RegularExpressions;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>
/// <c>hostname-char-set</c>: a POSIX extended regular expression. What POSIX writes in another way than .NET is the
/// bracket expression: <c>[:alpha:]</c> and its like, and a backslash that is a character like others.
/// </summary>
internal static class NamePattern
{
    private static readonly (string Name, string Set)[] Classes =
    [
        ("alpha", "A-Za-z"),
        ("digit", "0-9"),
        ("alnum", "A-Za-z0-9"),
        ("upper", "A-Z"),
        ("lower", "a-z"),
        ("xdigit", "0-9A-Fa-f"),
        ("space", @"\x09-\x0D\x20"),
        ("blank", @"\x09\x20"),
        ("punct", @"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E"),
        ("print", @"\x20-\x7E"),
        ("graph", @"\x21-\x7E"),
        ("cntrl", @"\x00-\x1F\x7F"),
    ];

    /// <summary>False when it is no regular expression, or one that needs to go back, such as <c>(a)\1</c>.</summary>
    public static bool TryParse(string set, string replacement, out NameCharacters characters)
    {
        characters = new NameCharacters(_ => false, replacement);
        if (set.Length == 0)
        {
            return true;
        }

        if (set == NameCharacters.DefaultSet && replacement.Length == 0)
        {
            characters = NameCharacters.Default;
            return true;
        }

        // POSIX matches bytes, here the characters U+0000 to U+00FF.
        if (Translate(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(set))) is not { } pattern)
        {
            return false;
        }

        try
        {
            var regex = new Regex(pattern.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            characters = pattern.IsOneCharacter
                ? new NameCharacters(b => regex.IsMatch([(char)b]), replacement)
                : new NameCharacters(regex, replacement);
            return true;
        }
        catch (Exception refusal) when (refusal is ArgumentException or NotSupportedException)
        {
            // There is no way to ask without being told so.
            return false;
        }
    }

    /// <summary>The expression as .NET writes it, and whether it is one bracket expression; null when a bracket is not closed.</summary>
    private static (string Text, bool IsOneCharacter)? Translate(string set)
    {
        var text = new StringBuilder();
        int brackets = 0;
        int at = 0;
        while (at < set.Length)
        {
            char c = set[at++];
            if (c == '[')
            {
                if (Bracket(set, ref at) is not { } bracket)
                {
                    return null;
                }

                brackets++;
                text.Append(bracket);
            }
            else if (c == '\\' && at < set.Length)
            {
                // A digit stays what it is in .NET, a reference, which is refused there.
                char escaped = set[at++];
                text.Append(char.IsAsciiLetter(escaped) ? escaped.ToString() : $"\\{escaped}");
            }
            else if (c == '(' && at < set.Length && set[at] == '?')
            {
                return null;
            }
            else
            {
                text.Append(c);
            }
        }

        return (text.ToString(), brackets == 1 && set[0] == '[' && EndOfBracket(set) == set.Length);
    }

    private static int EndOfBracket(string set)
    {
        int at = 1;
        return Bracket(set, ref at) is null ? -1 : at;
    }

    /// <param name="at">Behind the opening bracket; afterwards behind the closing one.</param>
    private static string? Bracket(string set, ref int at)
    {
        var text = new StringBuilder("[");
        if (at < set.Length && set[at] == '^')
        {
            text.Append('^');
            at++;
        }

        bool isFirst = true;
        while (at < set.Length)
        {
            char c = set[at++];
            if (c == ']' && !isFirst)
            {
                return text.Append(']').ToString();
            }

            isFirst = false;
            if (c == '[' && at < set.Length && set[at] == ':')
            {
                int end = set.IndexOf(":]", at + 1, StringComparison.Ordinal);
                string name = end < 0 ? "" : set[(at + 1)..end];
                int known = Array.FindIndex(Classes, k => k.Name == name);
                if (known < 0)
                {
                    return null;
                }

                text.Append(Classes[known].Set);
                at = end + 2;
            }
            else
            {
                text.Append(c is '\\' or '[' or ']' ? $"\\{c}" : c.ToString());
            }
        }

        return null;
    }
}
