using System.Text;

namespace KeaCtrl;

/// <summary>
/// keactrl.conf. The original is a shell script that reads the file as its own text, so values may be quoted and may name
/// values before them or variables of the environment: <c>dhcp4_srv=${exec_prefix}/sbin/kea-dhcp4</c>. Commands are refused.
/// </summary>
internal sealed class CtrlConfig
{
    private const int MostBytes = 1 << 20;

    private readonly Dictionary<string, string> _values = [];

    private CtrlConfig()
    {
    }

    /// <summary>The value of a name; null when the file does not have it.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    public bool IsYes(string name) => this[name] == "yes";

    /// <summary>Null when the file cannot be used; <paramref name="error"/> says why.</summary>
    public static CtrlConfig? Read(string path, out string error)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                error = $"{path} is no configuration of keactrl: it has more than {MostBytes} bytes";
                return null;
            }

            return Of(File.ReadAllLines(path), path, out error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"keactrl configuration file: {e.Message}";
            return null;
        }
    }

    internal static CtrlConfig? Of(IReadOnlyList<string> lines, string path, out string error)
    {
        error = "";
        var config = new CtrlConfig();
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                line = line["export ".Length..].TrimStart();
            }

            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !line.AsSpan(0, equals).ToString().All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                || config.Value(line.AsSpan(equals + 1), out string problem) is not { } value)
            {
                error = $"{path}:{i + 1}: found \"{line}\", wanted an assignment NAME=VALUE";
                return null;
            }

            if (problem.Length > 0)
            {
                error = $"{path}:{i + 1}: {problem}";
                return null;
            }

            config._values[line[..equals]] = value;
        }

        return config;
    }

    /// <summary>A shell word with its quotes taken away and its variables filled in; null when it is more than a word.</summary>
    private string? Value(ReadOnlySpan<char> text, out string problem)
    {
        problem = "";
        var value = new StringBuilder();
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                return text[i..].TrimStart() is [] or ['#', ..] ? value.ToString() : null;
            }

            if (c is '\'' or '"' && (quote == '\0' || quote == c))
            {
                quote = quote == c ? '\0' : c;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                value.Append(text[++i]);
            }
            else if (c == '$' && quote != '\'')
            {
                i = Variable(text, i, value);
                problem = i < 0 ? "only variables can stand behind $" : "";
                if (i < 0)
                {
                    return "";
                }
            }
            else if (quote == '\0' && c is '`' or ';' or '&' or '|' or '<' or '>' or '(' or ')')
            {
                return null;
            }
            else
            {
                value.Append(c);
            }
        }

        problem = quote == '\0' ? "" : $"the quote {quote} is not closed";
        return value.ToString();
    }

    /// <summary>Adds a variable's value; the place of its last character, or -1 when it is something else.</summary>
    private int Variable(ReadOnlySpan<char> text, int at, StringBuilder to)
    {
        bool isBraced = at + 1 < text.Length && text[at + 1] == '{';
        int begin = at + (isBraced ? 2 : 1);
        int end = begin;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        if (end == begin || (isBraced && (end == text.Length || text[end] != '}')))
        {
            return -1;
        }

        string name = text[begin..end].ToString();
        to.Append(this[name] ?? Environment.GetEnvironmentVariable(name) ?? "");
        return isBraced ? end : end - 1;
    }
}
