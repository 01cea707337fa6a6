using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Options;

/// <summary>Reads the type in an option's definition (dhcp-options(5), DEFINING NEW OPTIONS).</summary>
internal static class TypeReader
{
    /// <summary>An option of that type without space, name and code; null with the reason.</summary>
    public static DhcpdOption? Read(IReadOnlyList<Token> words, int at, out string error)
    {
        bool isArray = at + 1 < words.Count && words[at].Is("array") && words[at + 1].Is("of");
        at += isArray ? 2 : 0;
        var fields = new List<FieldKind>();
        string encapsulates = "";
        error = "found nothing behind =, wanted a type";
        if (at < words.Count && words[at].IsMark("{"))
        {
            for (at++; at < words.Count && !words[at].IsMark("}");)
            {
                if (words[at].IsMark(","))
                {
                    at++;
                }
                else if (!TryField(words, ref at, fields, out _, out error))
                {
                    return null;
                }
            }
        }
        else if (at >= words.Count || !TryField(words, ref at, fields, out encapsulates, out error))
        {
            return null;
        }

        error = "found a record without fields";
        return fields.Count == 0 ? null : new DhcpdOption("", "", 0, [.. fields], isArray, encapsulates);
    }

    private static bool TryField(IReadOnlyList<Token> words, ref int at, List<FieldKind> to, out string encapsulates, out string error)
    {
        string word = words[at].Text.ToLowerInvariant();
        bool isSigned = word is "signed";
        bool hasSign = word is "signed" or "unsigned";
        encapsulates = "";
        error = $"found \"{words[at].Shown}\", wanted a type";
        at++;
        if (hasSign || word == "integer")
        {
            at += hasSign && at < words.Count && words[at].Is("integer") ? 1 : 0;
            FieldKind? number = (at < words.Count ? words[at].Text : "") switch
            {
                "8" => isSigned ? FieldKind.Int8 : FieldKind.UInt8,
                "16" => isSigned ? FieldKind.Int16 : FieldKind.UInt16,
                "32" => isSigned ? FieldKind.Int32 : FieldKind.UInt32,
                _ => null,
            };
            at++;
            error = "found an integer without its width, wanted 8, 16 or 32";
            return Add(number, to);
        }

        if (word is "encapsulate" && at < words.Count)
        {
            encapsulates = words[at++].Text.ToLowerInvariant();
            return Add(FieldKind.Encapsulated, to);
        }

        if (word == "domain-list")
        {
            at += at < words.Count && words[at].Is("compressed") ? 1 : 0;
        }

        return Add(word switch
        {
            "boolean" => FieldKind.Flag,
            "ip-address" => FieldKind.Ip4,
            "ip6-address" => FieldKind.Ip6,
            "text" => FieldKind.Text,
            "string" => FieldKind.Bytes,
            "domain-name" => FieldKind.Name,
            "domain-list" => FieldKind.Names,
            "zerolen" => FieldKind.Empty,
            _ => null,
        }, to);
    }

    private static bool Add(FieldKind? kind, List<FieldKind> to)
    {
        if (kind is { } one)
        {
            to.Add(one);
        }

        return kind is not null;
    }
}
