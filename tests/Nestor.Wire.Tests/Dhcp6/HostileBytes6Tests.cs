using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

/// <summary>Whatever arrives: no exception, no endless work, no garbage.</summary>
public sealed class HostileBytes6Tests
{
    private const int Seed = 9915;

    private static readonly byte[] Pd =
    [
        5, 1, 2, 3, // RENEW
        .. Messages.Option(25,
        [
            0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
            .. Messages.Option(26, [0, 0, 0, 1, 0, 0, 0, 2, 56, .. new byte[16], .. Messages.Option(67, 64, 1)]),
            .. Messages.Option(13, 0, 0),
        ]),
        .. Messages.Option(17, 0, 0, 0x11, 0x8B, 0, 1, 0, 2, 0, 32),
        .. Messages.Option(16, 0, 0, 0x11, 0x8B, 0, 1, 65),
        .. Messages.Option(15, 0, 1, 65),
        .. Messages.Option(144, [0, 1, 0, 3, 1, 97, 0, 0, 16, .. new byte[16], 0, 3, 0, 2, 1, 2]),
        .. Messages.Option(56, Messages.Option(3, 1, 97, 0)),
        .. Messages.Option(94, Messages.Option(89, [1, 16, 24, 192, 0, 2, 0, 8, 32, .. Messages.Option(93, 6, 8, 52, 0)])),
        .. Messages.Option(24, 1, 97, 0, 1, 98, 0),
        .. Messages.Option(60, 0, 1, 65, 0, 0),
    ];

    private static readonly byte[] RelayOptions =
    [
        .. Messages.Option(18, 1, 2, 3), .. Messages.Option(37, 0, 0, 0, 9, 1), .. Messages.Option(43, 0, 37, 0, 79),
        .. Messages.Option(66, Messages.Option(65, 1, 97, 0)), .. Messages.Option(79, 0, 1, 2, 0, 0, 0, 0, 1),
    ];

    private static readonly byte[][] Good =
    [
        Messages.Solicit,
        Pd,
        Messages.Relay(1, RelayOptions, Messages.Relay(0, RelayOptions, Messages.Solicit)),
        Messages.Relay(0, RelayOptions, Pd),
    ];

    [Fact]
    public void Random_bytes_are_decoded_without_an_exception()
    {
        var random = new Random(Seed);
        var chain = new RelayChain6();
        byte[] reply = new byte[70_000];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            if (bytes.Length > 0 && i % 2 == 0)
            {
                bytes[0] = (byte)random.Next(1, 38);
            }

            ReadAll(chain, bytes, reply);
        }
    }

    [Fact]
    public void Good_messages_with_some_bytes_changed_are_decoded_without_an_exception()
    {
        var random = new Random(Seed);
        var chain = new RelayChain6();
        byte[] reply = new byte[70_000];
        for (int i = 0; i < 40_000; i++)
        {
            byte[] bytes = [.. Good[i % Good.Length]];
            for (int n = random.Next(1, 6); n > 0; n--)
            {
                int at = random.Next(bytes.Length);
                bytes[at] = random.Next(4) switch
                {
                    0 => 0,
                    1 => 255,
                    2 => (byte)(bytes[at] + random.Next(-2, 3)),
                    _ => (byte)random.Next(256),
                };
            }

            ReadAll(chain, bytes[..^random.Next(1, 4)], reply);
        }
    }

    [Fact]
    public void Good_messages_are_good()
    {
        var chain = new RelayChain6();
        foreach (byte[] message in Good)
        {
            Assert.Equal(DecodeError.None, chain.Decode(message, 0, message.Length));
            var options = chain.Message.Options;
            while (options.TryNext(out ushort code, out var body))
            {
                var def = OptionDefs.Standard6.Find("dhcp6", code)!;
                Assert.Equal(DecodeError.None, OptionCheck.Check(def, OptionDefs.Standard6, body, lenient: false));
            }

            Assert.False(chain.Message.IsOptionAreaTruncated);
        }
    }

    [Fact]
    public void Datagram_made_to_cost_work_has_an_answer_of_its_own_size()
    {
        // As many relays and empty options as are let pass, each level asking for the echo of everything.
        byte[] ero = Messages.Option(43, [.. Enumerable.Range(0, 900).SelectMany(i => (byte[])[(byte)(i >> 8), (byte)i])]);
        byte[] options = [.. ero, .. Enumerable.Repeat(Messages.Option(0xFFFF), 29).SelectMany(o => o)];
        byte[] message = [1, 0, 0, 1];
        for (int i = 0; i < 32; i++)
        {
            message = Messages.Relay(i, options, message);
        }

        var chain = new RelayChain6();
        byte[] reply = new byte[message.Length];
        Assert.Equal(DecodeError.None, chain.Decode(message, 0, message.Length));
        ReadAll(chain, message, reply);
    }

    [Fact]
    public void Decoding_and_answering_a_relayed_solicit_allocates_nothing()
    {
        byte[] query = Messages.Relay(1, RelayOptions, Messages.Relay(0, RelayOptions, Messages.Solicit));
        byte[] reply = new byte[1500];
        var chain = new RelayChain6();
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (int i = 0; i < 10_000; i++)
            {
                ReadAll(chain, query, reply);
            }
        }
    }

    /// <summary>Everything a server might do with a datagram, and an answer to it.</summary>
    private static void ReadAll(RelayChain6 chain, byte[] datagram, byte[] reply)
    {
        if (chain.Decode(datagram, 0, datagram.Length) != DecodeError.None)
        {
            return;
        }

        for (int hop = 0; hop < chain.Count; hop++)
        {
            _ = chain.TryInterfaceId(hop, out _) | chain.TryOption(hop, OptionCode6.RemoteId, out _);
        }

        _ = ClientLinkLayer6.TryFind(chain, out _, out _);
        var supplied = new Rsoo6(chain);
        while (supplied.TryNext(out _, out _))
        {
        }

        var packet = chain.Message;
        _ = packet.IsRequested(23) | packet.TryUInt16Option(8, out _) | packet.TryAddressOption(12, out _);
        _ = VendorOptions6.TryFind(packet.Options, OptionCode6.VendorOpts, 4491, out _);
        var writer = new OptionWriter6(reply);
        var relays = RelayReply6.Begin(ref writer, chain);
        writer.Message(MessageType6.Advertise, packet.TransactionId);
        var options = packet.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            ReadOption(ref writer, code, body);
        }

        relays.End(ref writer);
        if (writer.HasOverflowed)
        {
            throw new InvalidOperationException("an answer made of the query has room");
        }
    }

    private static void ReadOption(ref OptionWriter6 writer, ushort code, ReadOnlySpan<byte> body)
    {
        if (OptionDefs.Standard6.Find(OptionDefs.Dhcp6Space, code) is { } def)
        {
            var strict = OptionCheck.Check(def, OptionDefs.Standard6, body, lenient: false);
            var lenient = OptionCheck.Check(def, OptionDefs.Standard6, body, lenient: true);
            if (strict == DecodeError.None && lenient != DecodeError.None)
            {
                throw new InvalidOperationException($"{def.Name} is stricter when lenient");
            }
        }

        if (Ia6.TryRead(code, body, out var ia))
        {
            int mark = Ia6.Begin(ref writer, code, ia.Iaid, ia.T1, ia.T2);
            ReadAssociation(ref writer, ia);
            writer.End(mark);
        }

        if (code == OptionCode6.ClientFqdn && ClientFqdn6.Read(body, out var fqdn) == DecodeError.None)
        {
            Span<byte> name = stackalloc byte[DomainName.MaxLength];
            _ = fqdn.TryName(name, out int length, out bool isPartial)
                && ClientFqdn6.TryWrite(ref writer, fqdn.Flags, name[..length], isPartial);
        }

        if (code == OptionCode6.ClientId)
        {
            _ = Duid.TryHardware(body, out _, out _);
            writer.Option(code, body);
        }

        while (DataTuples6.TryNext(ref body, out _))
        {
        }
    }

    private static void ReadAssociation(ref OptionWriter6 writer, Ia6 ia)
    {
        _ = StatusOption6.In(ia.OptionArea);
        Span<byte> raw = stackalloc byte[PdExclude6.MaxLength];
        var inside = ia.Options;
        while (inside.TryNext(out ushort code, out var body))
        {
            if (code == OptionCode6.IaAddr && IaAddress6.TryRead(body, out var address))
            {
                writer.End(IaAddress6.Begin(ref writer, address.Address, address.Preferred, address.Valid));
            }
            else if (code == OptionCode6.IaPrefix && IaPrefix6.TryRead(body, out var prefix))
            {
                int mark = IaPrefix6.Begin(ref writer, prefix.Prefix, prefix.Preferred, prefix.Valid);
                if (OptionCursor6.TryFind(prefix.OptionArea, OptionCode6.PdExclude, out var found)
                    && PdExclude6.TryRead(found, prefix.Prefix, out var excluded))
                {
                    writer.Option(OptionCode6.PdExclude, raw[..PdExclude6.Write(raw, prefix.Prefix, excluded)]);
                }

                writer.End(mark);
            }
        }
    }
}
