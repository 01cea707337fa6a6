using SideBySide.Grammar;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Soak;

/// <summary>DHCPv6 frames without end: messages of the grammar, most of them damaged once more, bombs and pure noise.</summary>
internal sealed class StormSource6
{
    private const int Prepared = 20_000;
    private const int LargestMessage = 1400;
    private readonly List<(Envelope Envelope, byte[] Message)> _messages = [];
    private readonly Dice _dice;

    public StormSource6(Terrain6 terrain, int seed)
    {
        _dice = new Dice(seed);
        var grammar = new ExchangeGrammar6(terrain, seed);
        for (int i = 0; i < Prepared; i++)
        {
            (_, Query6 query) = grammar.Next();
            _messages.Add((query.Envelope, query.ToBytes()));
        }
    }

    public byte[] Next()
    {
        (Envelope envelope, byte[] original) = _dice.Pick(_messages);
        byte[] message = _dice.Below(40) switch
        {
            0 or 1 => _dice.Bytes(_dice.Below(600)),
            2 => NestedOptions(),
            3 => NestedRelays(),
            4 => ManyOptions(),
            _ => [.. original],
        };
        for (int i = _dice.Below(4); i > 0 && message.Length > 0; i--)
        {
            message[_dice.Below(message.Length)] = (byte)_dice.Below(256);
        }

        return Frame6.Build(envelope, _dice.Chance(5) ? message[.._dice.Below(message.Length + 1)] : message);
    }

    /// <summary>An IA in an address in an IA, and so on, as deep as a datagram has room.</summary>
    private byte[] NestedOptions()
    {
        byte[] body = [];
        while (body.Length < LargestMessage - 60)
        {
            body = Option6.Encode([_dice.Below(3) switch
            {
                0 => new(OptionCode6.IaNa, [.. new byte[12], .. body]),
                1 => new(OptionCode6.IaAddress, [.. new byte[24], .. body]),
                _ => new(OptionCode6.IaPd, [.. new byte[12], .. body]),
            }]);
        }

        byte[] duid = Option6.Encode([Option6.Of(OptionCode6.ClientId, 0, 3, 0, 1, 6, 6, 6, 6, 6, 6)]);
        return [MessageType6.Solicit, .. _dice.Bytes(3), .. duid, .. body];
    }

    private byte[] NestedRelays()
    {
        byte[] message = [MessageType6.Solicit, .. _dice.Bytes(3)];
        while (message.Length < LargestMessage - 40)
        {
            message = [MessageType6.RelayForward, (byte)_dice.Below(256), .. _dice.Bytes(32), .. Option6.Encode([new(OptionCode6.RelayMessage, message)])];
        }

        return message;
    }

    private byte[] ManyOptions()
    {
        ushort code = _dice.Pick<ushort>([OptionCode6.OptionRequest, OptionCode6.IaNa, OptionCode6.VendorOptions, OptionCode6.UserClass, 65000]);
        IEnumerable<Option6> options = Enumerable.Range(0, 300).Select(n => Option6.Of(code));
        IEnumerable<Option6> associations = Enumerable.Range(0, 80).Select(n => Option6.Na((uint)n));
        byte[] duid = Option6.Encode([Option6.Of(OptionCode6.ClientId, 0, 3, 0, 1, 6, 6, 6, 6, 6, (byte)_dice.Below(256))]);
        return [MessageType6.Solicit, .. _dice.Bytes(3), .. duid, .. Option6.Encode(_dice.Chance(50) ? options : associations)];
    }
}
