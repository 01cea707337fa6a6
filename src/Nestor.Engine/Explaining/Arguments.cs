using Nestor.Json;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Explaining;

/// <summary>Makes the message of a client that is described in words; null with the reason.</summary>
internal delegate byte[]? ClientWriter(Element description, out string error);

/// <summary>Reads the members of a map one by one and keeps the first thing that is wrong.</summary>
/// <param name="map">Null reads as an empty one.</param>
internal sealed class Arguments(Element? map)
{
    /// <summary>Empty when all is well.</summary>
    public string Error { get; private set; } = "";

    public bool Has(string name) => map?[name] is not null;

    /// <summary>Refuses members that nothing reads.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var member in map?.Members ?? [])
        {
            if (!names.Contains(member.Name))
            {
                Refuse($"found \"{member.Name}\", wanted one of {string.Join(", ", names.ToArray())}");
            }
        }
    }

    /// <summary>Null when it is not there.</summary>
    public Element? Of(string name, ElementKind kind)
    {
        if (map?[name] is not { } value || value.Kind == kind)
        {
            return map?[name];
        }

        Refuse($"found {Element.NameOf(value.Kind)} for \"{name}\", wanted {Element.NameOf(kind)}");
        return null;
    }

    /// <summary>Null when it is not there.</summary>
    public string? Text(string name) => Of(name, ElementKind.String)?.Text;

    public long Number(string name, long otherwise, long max)
    {
        long value = Of(name, ElementKind.Integer)?.Integer ?? otherwise;
        if (value < 0 || value > max)
        {
            Refuse($"found {value} for \"{name}\", wanted a number from 0 to {max}");
        }

        return value;
    }

    /// <summary>Bytes in hexadecimal digits, with or without colons; empty when it is not there.</summary>
    public byte[] Hex(string name, int max)
    {
        string text = Text(name) ?? "";
        var bytes = new List<byte>();
        if (text.Length > 0 && (!OptionText.TryHex(text.Trim(), bytes) || bytes.Count > max))
        {
            Refuse($"found something else for \"{name}\", wanted at most {max} bytes in hexadecimal digits");
        }

        return [.. bytes];
    }

    /// <summary>The message that is meant: <c>packet</c>, or what <c>client</c> would send. Null when something is wrong.</summary>
    /// <param name="max">Bytes.</param>
    public byte[]? Message(int max, ClientWriter write)
    {
        if (Has("packet") == Has("client"))
        {
            Refuse("wanted either \"packet\" or \"client\"");
        }

        byte[]? message = null;
        if (Of("client", ElementKind.Map) is { } client)
        {
            message = write(client, out string error);
            if (message is null)
            {
                Refuse(error);
            }
        }
        else if (Has("packet") && (message = Hex("packet", max)).Length == 0)
        {
            Refuse("found an empty \"packet\"");
        }

        return Error.Length > 0 ? null : message;
    }

    public Ip4? Address4(string name) => Text(name) is not { } text ? null
        : Ip4.TryParse(text, out var address) ? address : RefuseAddress<Ip4>(name, text, "IPv4");

    public Ip6? Address6(string name) => Text(name) is not { } text ? null
        : Ip6.TryParse(text, out var address) ? address : RefuseAddress<Ip6>(name, text, "IPv6");

    /// <summary>The first refusal counts.</summary>
    public void Refuse(string why) => Error = Error.Length > 0 ? Error : why;

    private T? RefuseAddress<T>(string name, string text, string family)
        where T : struct
    {
        Refuse($"found \"{text}\" for \"{name}\", wanted an {family} address");
        return null;
    }
}
