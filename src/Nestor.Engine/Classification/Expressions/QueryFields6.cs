using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>A DHCPv6 query as expressions see it. One object serves one query after the other.</summary>
public sealed class QueryFields6 : IQueryFields
{
    private Exchange6 _exchange = null!;
    private IClassMembership _classes = null!;

    /// <summary>Turns to a query that was decoded.</summary>
    public void Read(Exchange6 exchange, IClassMembership classes)
    {
        _exchange = exchange;
        _classes = classes;
    }

    public bool IsMember(int classId) => _classes.IsMember(classId);

    public ReadOnlySpan<byte> Field(PacketField field, Span<byte> room) => default;

    public bool TryOption(ushort code, out ReadOnlySpan<byte> body) => _exchange.Query.TryOption((byte)code, out body);

    public bool TryRelay4(byte code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return false;
    }

    public bool TryRelay6(int relay, ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return false;
    }

    public ReadOnlySpan<byte> RelayAddress(int relay, bool isPeer, Span<byte> room) => default;

    public bool TryVendor(uint enterprise, out uint found, out ReadOnlySpan<byte> options)
    {
        found = 0;
        options = default;
        return false;
    }

    public bool TryVendorClass(uint enterprise, out uint found, out ReadOnlySpan<byte> items)
    {
        found = 0;
        items = default;
        return false;
    }
}
