using System.Buffers.Binary;
using SideBySide.Grammar;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Soak;

/// <summary>Frames without end: messages of the grammar, most of them damaged once more, and pure noise.</summary>
internal sealed class StormSource
{
    private const int Prepared = 20_000;
    private readonly List<(Envelope Envelope, byte[] Message)> _messages = [];
    private readonly Dice _dice;

    public StormSource(Terrain terrain, int seed)
    {
        _dice = new Dice(seed);
        var grammar = new ExchangeGrammar(terrain, seed);
        for (int i = 0; i < Prepared; i++)
        {
            (_, Query query) = grammar.Next();
            _messages.Add((query.Envelope, query.ToBytes()));
        }
    }

    public byte[] Next()
    {
        (Envelope envelope, byte[] original) = _dice.Pick(_messages);
        byte[] message = _dice.Chance(5) ? _dice.Bytes(_dice.Below(600)) : [.. original];
        for (int i = _dice.Below(4); i > 0 && message.Length > 0; i--)
        {
            // Mostly in the options; the fixed fields decide too little to be worth most of the storm.
            int from = message.Length > 240 && _dice.Chance(80) ? 236 : 0;
            message[from + _dice.Below(message.Length - from)] = (byte)_dice.Below(256);
        }

        if (_dice.Chance(5))
        {
            message = message[.._dice.Below(message.Length + 1)];
        }

        if (message.Length > 34 && _dice.Chance(20))
        {
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(32), (ushort)_dice.Below(65536));
        }

        return Frame.Build(envelope, message);
    }
}
