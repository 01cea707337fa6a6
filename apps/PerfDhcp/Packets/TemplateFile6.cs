using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>
/// DHCPv6 queries given by -T, without relay messages: those of -A are put around them. The transaction id (-X) and the
/// end of the DUID (its last octet at -O) are always set. The second template also gets the server identifier (-S), the
/// IA_NA or IA_PD (-I) and the elapsed time (-E), each written as a whole option at that offset. Without an offset the
/// template's own server identifier and IAs are taken out, and those of the client's are added at its end.
/// </summary>
internal static class TemplateFile6
{
    /// <param name="index">0: the SOLICIT, 1: the REQUEST.</param>
    public static PacketTemplate6? Fill(byte[] bytes, Settings settings, int index, out string? problem)
    {
        string file = settings.Templates[index];
        if (index == 1)
        {
            bytes = Prepare(bytes, settings, out problem);
            if (problem is not null)
            {
                return null;
            }
        }

        int duid = OptionCode6.Find(bytes, Message6.OptionsPlace, OptionCode6.ClientId, out int length);
        int xid = TemplateFile.Pick(settings.XidOffsets, index, Message6.XidPlace);
        int mac = TemplateFile.Pick(settings.RandomOffsets, index, duid < 0 ? -1 : duid + length - 1) - 5;
        bool hasServerPlace = index == 1 && settings.ServerIdOffset >= 0;
        int server = hasServerPlace ? settings.ServerIdOffset + OptionCode6.HeaderLength : -1;
        if (mac < 0)
        {
            problem = $"template file {file} has no client identifier of {Message6.ClientOctets} octets or more: say where with -O";
            return null;
        }

        problem = TemplateFile.Outside(file, bytes, "-X", xid, 3) ?? TemplateFile.Outside(file, bytes, "-O", mac, 6)
            ?? TemplateFile.Outside(file, bytes, "-S", server, 0);
        return problem is not null ? null : Message6.Wrap(
            new PacketTemplate6
            {
                Bytes = bytes,
                XidAt = xid,
                MacAt = mac,
                SecsAt = index == 1 && settings.SecsOffset > 0 ? settings.SecsOffset + OptionCode6.HeaderLength : -1,
                AddressAt = index == 0 ? -1 : PlaceOf(LeaseKinds.Address, Message6.AddressPlace),
                PrefixAt = index == 0 ? -1 : PlaceOf(LeaseKinds.Prefix, Message6.PrefixPlace),
                ServerAt = server,
                HasServer = index == 1,
            },
            settings);

        int PlaceOf(LeaseKinds kind, Func<byte[], int> find)
        {
            // Laid over at -I: an IA_PD is behind the IA_NA there. The options before that place may be no whole ones.
            byte[] seen = settings.AddressOffset < 0
                ? bytes
                : [.. new byte[Message6.OptionsPlace], .. bytes[settings.AddressOffset..]];
            int at = (settings.Leases & kind) == 0 ? -1 : find(seen);
            return at < 0 || settings.AddressOffset < 0 ? at : at + settings.AddressOffset - Message6.OptionsPlace;
        }
    }

    /// <summary>Lays the IAs and the elapsed time over the REQUEST, and takes out what will be added behind it.</summary>
    private static byte[] Prepare(byte[] bytes, Settings settings, out string? problem)
    {
        string file = settings.Templates[1];
        byte[] associations = [.. Message6.Associations(settings.Leases, isEmpty: false).SelectMany(Message6.Option)];
        byte[] elapsed = Message6.Option(new ExtraOption(OptionCode6.ElapsedTime, new byte[2]));
        int elapsedAt = settings.SecsOffset > 0 ? settings.SecsOffset : -1;
        problem = TemplateFile.Outside(file, bytes, "-I", settings.AddressOffset, associations.Length)
            ?? TemplateFile.Outside(file, bytes, "-E", elapsedAt, elapsed.Length);
        if (problem is not null)
        {
            return bytes;
        }

        // With an offset for one of them the others' offsets must hold too, so nothing moves then.
        bool mayMove = settings.AddressOffset < 0 && settings.ServerIdOffset < 0 && elapsedAt < 0
            && settings.RandomOffsets.Count < 2 && settings.XidOffsets.Count < 2;
        if (mayMove)
        {
            bytes = Without(bytes, OptionCode6.ServerId, OptionCode6.IaNa, OptionCode6.IaPd);
        }

        if (settings.AddressOffset >= 0)
        {
            associations.CopyTo(bytes, settings.AddressOffset);
        }
        else
        {
            bytes = [.. bytes, .. associations];
        }

        if (elapsedAt >= 0)
        {
            elapsed.CopyTo(bytes, elapsedAt);
        }

        return bytes;
    }

    private static byte[] Without(byte[] message, params ReadOnlySpan<ushort> unwanted)
    {
        if (message.Length < Message6.OptionsPlace)
        {
            return message;
        }

        var kept = new List<byte>(message[..Message6.OptionsPlace]);
        ReadOnlySpan<byte> options = message.AsSpan(Message6.OptionsPlace);
        while (OptionCode6.TryNext(ref options, out ushort code, out var value))
        {
            if (!unwanted.Contains(code))
            {
                kept.AddRange(Message6.Option(new ExtraOption(code, value.ToArray())));
            }
        }

        kept.AddRange(options); // what is no whole option stays as it is
        return [.. kept];
    }
}
