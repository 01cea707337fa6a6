using Nestor.Engine.V6;
using Nestor.Hooks.Points;

namespace Nestor.Engine.Hooking;

/// <summary>The DHCPv6 answer that is being made, as libraries see it.</summary>
internal sealed class Response6(Engine6 engine) : IResponse6
{
    private byte[]? _message;

    public int Count => engine.Reply.Count;

    /// <summary>What a library has made itself, without relays' messages around it; empty for nothing.</summary>
    public ReadOnlySpan<byte> Message => _message;

    /// <summary>Nobody has made the message.</summary>
    public void DropMessage() => _message = null;

    public ushort CodeAt(int place) => engine.Reply.CodeAt(place);

    public ReadOnlySpan<byte> BodyAt(int place) => engine.Reply.BodyAt(place);

    public bool Has(ushort code) => engine.Reply.Has(code);

    public bool TryFind(ushort code, int number, out ReadOnlySpan<byte> body) => engine.Reply.TryFind(code, number, out body);

    public void Add(ushort code, ReadOnlySpan<byte> body) => engine.Reply.Add(code, body);

    public void Replace(int place, ReadOnlySpan<byte> body) => engine.Reply.Replace(place, body);

    public void Remove(ushort code) => engine.Reply.Remove(code);

    public void SetMessage(ReadOnlySpan<byte> message) => _message = message.ToArray();
}
