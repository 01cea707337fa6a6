using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>A status for the whole message, outside of its IAs.</summary>
internal static class TopStatus
{
    public static void Add(Engine6 engine, StatusCode6 code, ReadOnlySpan<byte> message)
    {
        var room = engine.Reply.Room(2 + message.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(room, (ushort)code);
        message.CopyTo(room[2..]);
        engine.Reply.Take(OptionCode6.StatusCode, 2 + message.Length);
    }
}
