using Nestor.Model.Expressions;
using Nestor.Wire.Options;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>What an expression reads of a query. Spans are valid until the object reads another query.</summary>
public interface IQueryFields
{
    /// <summary>A field of the packet; numbers in four bytes.</summary>
    /// <param name="room">16 bytes that the answer may be written to.</param>
    ReadOnlySpan<byte> Field(PacketField field, Span<byte> room);

    /// <summary>The body of an option of the client's message.</summary>
    bool TryOption(ushort code, out ReadOnlySpan<byte> body);

    /// <summary>What is known of an option of the client's message now.</summary>
    /// <param name="def">What is known of it in general.</param>
    OptionDef? Definition(ushort code, OptionDef? def);

    /// <summary>An option a relay added; DHCPv6 only.</summary>
    /// <param name="relay">Counted from the server, 0 first; below 0 from the client, -1 first.</param>
    bool TryRelay6(int relay, ushort code, out ReadOnlySpan<byte> body);

    /// <summary>The link or the peer address of a relay, 16 bytes; empty when there is no such relay.</summary>
    /// <param name="room">16 bytes that the answer may be written to.</param>
    ReadOnlySpan<byte> RelayAddress(int relay, bool isPeer, Span<byte> room);

    /// <summary>The first vendor option (125 or 17), if it is the enterprise's.</summary>
    /// <param name="enterprise">0 for any.</param>
    /// <param name="found">Whose it is.</param>
    /// <param name="options">Its sub-options.</param>
    bool TryVendor(uint enterprise, out uint found, out ReadOnlySpan<byte> options);

    /// <summary>The first vendor class option (124 or 16), if it is the enterprise's.</summary>
    /// <param name="enterprise">0 for any.</param>
    /// <param name="found">Whose it is.</param>
    bool TryVendorClass(uint enterprise, out uint found);

    /// <summary>An item of the first vendor class option, from 0 on; empty when it has none such.</summary>
    ReadOnlySpan<byte> VendorClassItem(int index);

    bool IsMember(int classId);
}
