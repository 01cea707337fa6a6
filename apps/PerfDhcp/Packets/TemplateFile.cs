using Nestor.Wire.Dhcp4;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>
/// Queries given by -T: hexadecimal digits and white space. The hardware address (its last octet at -O) and the
/// transaction id (-X) are always set; the second template also gets the requested address (-I) and the server identifier
/// (-S), each written as a whole option at that offset, or where the template has the option when no offset is given.
/// </summary>
internal static class TemplateFile
{
    /// <summary>Longest UDP payload that fits one Ethernet frame.</summary>
    public const int MaxLength = 1472;

    /// <param name="index">0: the first query of an exchange, 1: the REQUEST.</param>
    public static PacketTemplate? Read(Settings settings, int index, out string? problem)
    {
        string file = settings.Templates[index];
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot read template file {file}: {e.Message}";
            return null;
        }

        return Parse(text, settings, index, out problem);
    }

    public static PacketTemplate? Parse(string text, Settings settings, int index, out string? problem)
    {
        string file = settings.Templates[index];
        byte[]? bytes = Values.TryHex(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
        if (bytes is null || bytes.Length is 0 or > MaxLength)
        {
            problem = $"template file {file} wants 1 to {MaxLength} octets in hexadecimal";
            return null;
        }

        int xid = Pick(settings.XidOffsets, index, PacketTemplate.XidPlace);
        int mac = Pick(settings.RandomOffsets, index, PacketTemplate.ChaddrPlace + 5) - 5;
        int address = index == 1 ? PlaceOption(bytes, OptionCode4.RequestedAddress, settings.AddressOffset) : -1;
        int server = index == 1 ? PlaceOption(bytes, OptionCode4.ServerIdentifier, settings.ServerIdOffset) : -1;
        int secs = index == 1 && settings.SecsOffset > 0 ? settings.SecsOffset : -1;
        problem = Fits("-X", xid, 4) ?? Fits("-O", mac, 6) ?? Fits("-I", address, 4) ?? Fits("-S", server, 4)
            ?? Fits("-E", secs, 2);
        return problem is not null ? null : new PacketTemplate
        {
            Bytes = bytes,
            XidAt = xid,
            MacAt = mac,
            SecsAt = secs,
            GiaddrAt = -1,
            AddressAt = address,
            ServerAt = server,
        };

        string? Fits(string flag, int at, int length) =>
            at == -1 || (at >= 0 && at + length <= bytes.Length) ? null : $"{flag} points outside of template file {file}";
    }

    private static int Pick(List<int> offsets, int index, int otherwise) =>
        offsets.Count > index ? offsets[index] : otherwise;

    /// <summary>Writes code and length of an option; gives the offset of its value.</summary>
    private static int PlaceOption(byte[] bytes, byte code, int offset)
    {
        if (offset < 0)
        {
            return PacketTemplate.FindOption(bytes, code);
        }

        if (offset + 6 <= bytes.Length)
        {
            bytes[offset] = code;
            bytes[offset + 1] = 4;
        }

        return offset + 2;
    }
}
