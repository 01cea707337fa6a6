using Nestor.Wire.Dhcp4;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>
/// DHCPv4 queries given by -T. The hardware address (its last octet at -O) and the transaction id (-X) are always set; the
/// second template also gets the requested address (-I) and the server identifier (-S), each written as a whole option at
/// that offset, or where the template has the option when no offset is given.
/// </summary>
internal static class TemplateFile4
{
    /// <param name="index">0: the first query of an exchange, 1: the REQUEST.</param>
    /// <param name="bytes">What the file holds; option headers are written into it.</param>
    public static PacketTemplate4? Fill(byte[] bytes, Settings settings, int index, out string? problem)
    {
        string file = settings.Templates[index];
        int xid = TemplateFile.Pick(settings.XidOffsets, index, PacketTemplate4.XidPlace);
        int mac = TemplateFile.Pick(settings.RandomOffsets, index, PacketTemplate4.ChaddrPlace + 5) - 5;
        int address = index == 1 ? PlaceOption(bytes, OptionCode4.RequestedAddress, settings.AddressOffset) : -1;
        int server = index == 1 ? PlaceOption(bytes, OptionCode4.ServerIdentifier, settings.ServerIdOffset) : -1;
        int secs = index == 1 && settings.SecsOffset > 0 ? settings.SecsOffset : -1;
        problem = Fits("-X", xid, 4) ?? Fits("-O", mac, 6) ?? Fits("-I", address, 4) ?? Fits("-S", server, 4)
            ?? Fits("-E", secs, 2);
        return problem is not null ? null : new PacketTemplate4
        {
            Bytes = bytes,
            XidAt = xid,
            MacAt = mac,
            SecsAt = secs,
            AddressAt = address,
            ServerAt = server,
        };

        string? Fits(string flag, int at, int length) =>
            TemplateFile.Outside(file, bytes, flag, at, length);
    }

    /// <summary>Writes code and length of an option; gives the offset of its value.</summary>
    private static int PlaceOption(byte[] bytes, byte code, int offset)
    {
        if (offset < 0)
        {
            return PacketTemplate4.FindOption(bytes, code);
        }

        if (offset + 6 <= bytes.Length)
        {
            bytes[offset] = code;
            bytes[offset + 1] = 4;
        }

        return offset + 2;
    }
}
