namespace Nestor.Architecture.Tests.Source;

/// <summary>C# text with comments, strings and characters blanked out, so that what is left are tokens.</summary>
internal static class CodeText
{
    /// <summary>The same text, same length and lines, with spaces where nothing counts.</summary>
    public static string Blanked(string code)
    {
        char[] text = code.ToCharArray();
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfDeadText(code, at);
            if (end == at)
            {
                at++;
                continue;
            }

            for (; at < end && at < text.Length; at++)
            {
                if (text[at] != '\n')
                {
                    text[at] = ' ';
                }
            }
        }

        return new string(text);
    }

    /// <summary>Where the comment, string or character ends that starts here; the same place when none does.</summary>
    private static int EndOfDeadText(string code, int at)
    {
        ReadOnlySpan<char> rest = code.AsSpan(at);
        if (rest.StartsWith("//"))
        {
            return After(code, at, "\n") - 1;
        }

        if (rest.StartsWith("/*"))
        {
            return After(code, at + 2, "*/");
        }

        if (rest.StartsWith("\"\"\""))
        {
            int quotes = rest.IndexOfAnyExcept('"') is int n and > 0 ? n : rest.Length;
            return After(code, at + quotes, new string('"', quotes));
        }

        if (rest.StartsWith("@\"") || rest.StartsWith("$@\"") || rest.StartsWith("@$\""))
        {
            return EndOfVerbatim(code, code.IndexOf('"', at) + 1);
        }

        return rest[0] is '"' or '\'' ? EndOfQuoted(code, at + 1, rest[0]) : at;
    }

    private static int After(string code, int from, string mark)
    {
        int found = code.IndexOf(mark, Math.Min(from, code.Length), StringComparison.Ordinal);
        return found < 0 ? code.Length + 1 : found + mark.Length;
    }

    private static int EndOfVerbatim(string code, int at)
    {
        while (at < code.Length)
        {
            if (code[at] != '"')
            {
                at++;
            }
            else if (at + 1 < code.Length && code[at + 1] == '"')
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        return at;
    }

    private static int EndOfQuoted(string code, int at, char quote)
    {
        while (at < code.Length && code[at] != quote && code[at] != '\n')
        {
            at += code[at] == '\\' ? 2 : 1;
        }

        return at + 1;
    }
}
