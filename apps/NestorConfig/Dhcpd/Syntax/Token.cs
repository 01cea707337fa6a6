using System.Text;
using Nestor.Json;

namespace NestorConfig.Dhcpd.Syntax;

internal enum TokenKind : byte
{
    End,

    /// <summary>Letters, digits, hyphens and dots: a keyword, a name, a number, an address or bytes with colons.</summary>
    Word,

    /// <summary>What was in quotes.</summary>
    Quoted,

    /// <summary>A bracket, a comma, an operator.</summary>
    Mark,
}

/// <summary>A piece of a dhcpd.conf.</summary>
/// <param name="Text">Each character is a byte; of a quoted one, what its escapes stand for.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourcePlace Place)
{
    public byte[] Bytes => Encoding.Latin1.GetBytes(Text);

    /// <summary>The text for people and JSON: UTF-8 where it is that.</summary>
    public string Shown
    {
        get
        {
            byte[] bytes = Bytes;
            return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Text;
        }
    }

    /// <summary>Whether it is this keyword; case does not matter.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsMark(string mark) => Kind == TokenKind.Mark && Text == mark;
}
