using System.Text;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Engine.ReplyOptions;

/// <summary>How names of clients are made, the same in both families. Nothing here allocates.</summary>
internal static class NameRules
{
    /// <summary>Room for a name, with a dot at its end.</summary>
    public const int Room = DomainName.MaxText + 1;

    /// <summary>The name is made of the address though the client has (or has not) sent one.</summary>
    public static bool Replaces(DdnsParameters ddns, bool hasName) => ddns.ReplaceClientName switch
    {
        NameReplacement.Always => true,
        NameReplacement.WhenPresent => hasName,
        NameReplacement.WhenNotPresent => !hasName,
        _ => false,
    };

    /// <summary>
    /// Cleans each label in lower case. False when a label is nothing or too much afterwards: it is then as if no name
    /// were sent.
    /// </summary>
    /// <param name="name">With dots, without one at the end.</param>
    /// <param name="clean">Room for <see cref="Room"/> bytes.</param>
    public static bool TryCleanLabels(NameCharacters characters, ReadOnlySpan<byte> name, Span<byte> clean, out int length)
    {
        Span<byte> lower = stackalloc byte[DomainName.MaxLabel];
        length = 0;
        while (true)
        {
            int dot = name.IndexOf((byte)'.');
            var label = dot < 0 ? name : name[..dot];
            int size = Math.Min(label.Length, lower.Length);
            label[..size].CopyTo(lower);
            ToLower(lower[..size]);
            length += characters.Clean(lower[..size], clean[length..]);
            if (dot < 0)
            {
                break;
            }

            if (length >= clean.Length)
            {
                return false;
            }

            clean[length++] = (byte)'.';
            name = name[(dot + 1)..];
        }

        ToLower(clean[..length]);
        return HasGoodLabels(clean[..length]);
    }

    /// <summary>Labels of 1 to 63 bytes, together no longer than a domain name.</summary>
    /// <param name="name">With dots, without one at the end.</param>
    public static bool HasGoodLabels(ReadOnlySpan<byte> name)
    {
        if (name.Length > DomainName.MaxText)
        {
            return false;
        }

        while (true)
        {
            int dot = name.IndexOf((byte)'.');
            if ((dot < 0 ? name.Length : dot) is 0 or > DomainName.MaxLabel)
            {
                return false;
            }

            if (dot < 0)
            {
                return true;
            }

            name = name[(dot + 1)..];
        }
    }

    /// <summary>Appends the suffix, unless the name ends in it already.</summary>
    /// <param name="name">Room for <see cref="Room"/> bytes.</param>
    /// <returns>The length then; 0 when the whole is too long to be a name.</returns>
    public static int Qualify(DdnsParameters ddns, Span<byte> name, int length)
    {
        var suffix = ddns.QualifyingSuffix.AsSpan();
        if (suffix.IsEmpty || EndsIn(name[..length], suffix))
        {
            return length;
        }

        if (length + 1 + suffix.Length > DomainName.MaxText)
        {
            return 0;
        }

        name[length] = (byte)'.';
        suffix.CopyTo(name[(length + 1)..]);
        return length + 1 + suffix.Length;
    }

    /// <summary>A reserved name, qualified unless it ends in a dot.</summary>
    /// <param name="text">Room for <see cref="Room"/> bytes.</param>
    /// <returns>The length, without a dot at the end.</returns>
    public static int Reserved(DdnsParameters ddns, string reserved, Span<byte> text)
    {
        int length = Plain(reserved, text);
        return reserved.EndsWith('.') ? length : Qualify(ddns, text, length);
    }

    /// <summary>A reserved name as bytes, without a dot at the end.</summary>
    public static int Plain(string reserved, Span<byte> text) =>
        Encoding.ASCII.GetBytes(reserved.AsSpan()[..Math.Min(reserved.Length, DomainName.MaxText)].TrimEnd('.'), text);

    /// <summary>Makes a name of an address: myhost-192-0-2-1.example.org, as the prefix and suffix are written.</summary>
    /// <param name="name">Room for <see cref="Room"/> bytes.</param>
    /// <returns>The length; 0 when the whole is too long to be a name.</returns>
    public static int Generate<TAddr>(DdnsParameters ddns, TAddr address, Span<byte> name)
        where TAddr : struct, IUtf8SpanFormattable
    {
        var prefix = ddns.GeneratedPrefix.AsSpan();
        if (prefix.Length + 1 + Ip6.MaxText + 1 > DomainName.MaxText)
        {
            return 0;
        }

        prefix.CopyTo(name);
        int length = prefix.Length;
        name[length++] = (byte)'-';
        var text = name[length..];
        address.TryFormat(text, out int written, default, null);
        text = text[..written];
        text.Replace((byte)'.', (byte)'-');
        text.Replace((byte)':', (byte)'-');
        length += written;
        if (name[length - 1] == (byte)'-')
        {
            // A label must not end in a hyphen (RFC 952): 2001:db8:: ends in 0.
            name[length++] = (byte)'0';
        }

        return Qualify(ddns, name, length);
    }

    /// <summary>Stores the name in lower case.</summary>
    /// <param name="isClosed">With a dot at its end.</param>
    public static void Store(ClientName client, Span<byte> name, int length, bool isClosed)
    {
        if (isClosed && length > 0)
        {
            name[length++] = (byte)'.';
        }

        ToLower(name[..length]);
        client.SetText(name[..length]);
    }

    /// <summary>
    /// Who updates the DNS, from what the client wants and the server may (RFC 4702 section 4, RFC 4704 section 6).
    /// </summary>
    /// <param name="wantsServer">Flag S of the client.</param>
    /// <param name="wantsNothing">Flag N of the client; with both it is this one that counts.</param>
    /// <param name="mayUpdate">The server sends updates.</param>
    public static void Agree(ClientName client, bool wantsServer, bool wantsNothing, bool mayUpdate)
    {
        var ddns = client.Ddns!;
        client.IsServerUpdating = mayUpdate && (wantsNothing ? ddns.OverridesNoUpdate : wantsServer || ddns.OverridesClientUpdate);
        client.IsNothingUpdated = !mayUpdate || (wantsNothing && !client.IsServerUpdating);
        client.IsOverridden = client.IsServerUpdating != wantsServer;
        client.IsForward = client.IsServerUpdating;
        client.IsReverse = !client.IsNothingUpdated;
    }

    /// <summary>ASCII letters only; the library's own way stops at the first byte that is none of ASCII.</summary>
    public static void ToLower(Span<byte> name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            name[i] = name[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[i] | 0x20) : name[i];
        }
    }

    private static bool EndsIn(ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix) =>
        name.Length >= suffix.Length && Ascii.EqualsIgnoreCase(name[^suffix.Length..], suffix)
        && (name.Length == suffix.Length || name[^(suffix.Length + 1)] == (byte)'.');
}
