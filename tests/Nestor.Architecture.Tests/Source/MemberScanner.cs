using System.Text.RegularExpressions;

namespace Nestor.Architecture.Tests.Source;

/// <summary>A method, property or constructor with a body in braces: where it starts and how long it is.</summary>
internal sealed record Member(string Header, int Line, int Lines);

/// <summary>Finds members by counting braces: a block right inside a type that is not itself a type is a member's.</summary>
internal static partial class MemberScanner
{
    private const int DepthBudget = 200;

    public static IReadOnlyList<Member> Find(string code)
    {
        string text = CodeText.Blanked(code);
        List<Member> members = [];
        Stack<(bool IsType, string Header, int Line)> open = new();
        int headerStart = 0, line = 1;
        for (int at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n':
                    line++;
                    break;
                case ';':
                    headerStart = at + 1;
                    break;
                case '{':
                    Assert.True(open.Count < DepthBudget);
                    string header = text[headerStart..at].Trim();
                    open.Push((IsType(header), header, line));
                    headerStart = at + 1;
                    break;
                case '}' when open.Count > 0:
                    (bool isType, string opened, int from) = open.Pop();
                    bool isInType = open.Count == 0 || open.Peek().IsType;
                    if (!isType && isInType && !TableStart().IsMatch(opened))
                    {
                        members.Add(new Member(opened, from, line - from + 1));
                    }

                    headerStart = at + 1;
                    break;
                default:
                    break;
            }
        }

        return members;
    }

    private static bool IsType(string header) => TypeWord().IsMatch(header.Split('(')[0]);

    [GeneratedRegex(@"(^|\s)(class|struct|record|interface|enum|namespace|extension)(\s|$)")]
    private static partial Regex TypeWord();

    /// <summary>A field that is a table of data, not code.</summary>
    [GeneratedRegex(@"=(?!>)\s*(new\b|\[)")]
    private static partial Regex TableStart();
}
