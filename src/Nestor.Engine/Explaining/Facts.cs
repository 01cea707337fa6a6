using Nestor.Json;
using Nestor.Model.Logging;

namespace Nestor.Engine.Explaining;

/// <summary>A map of an explanation while it is put together.</summary>
internal sealed class Facts
{
    private readonly List<Member> _members = [];

    public Element Map => Element.Map(_members);

    public Facts With(string name, Element value)
    {
        _members.Add(new Member(name, value, SourcePlace.None));
        return this;
    }

    /// <param name="value">Null for null.</param>
    public Facts With(string name, string? value) => With(name, value is null ? Element.Null() : Element.Of(value));

    public Facts With(string name, long value) => With(name, Element.Of(value));

    public Facts With(string name, bool value) => With(name, Element.Of(value));

    /// <summary>An identifier: null when it is empty.</summary>
    public Facts WithHex(string name, ReadOnlySpan<byte> value) => With(name, value.IsEmpty ? null : HexText.Of(value));

    /// <summary>Left out when there is nothing to tell.</summary>
    public Facts WithIf(bool isSo, string name, string? value) => isSo ? With(name, value) : this;
}
