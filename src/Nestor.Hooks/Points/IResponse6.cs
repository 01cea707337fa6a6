namespace Nestor.Hooks.Points;

/// <summary>The options of a DHCPv6 answer before it is written: for one call. IAs are options as any other.</summary>
public interface IResponse6
{
    /// <summary>How many options it has.</summary>
    int Count { get; }

    /// <summary>The code of the option at a place, from 0, in the order they were added.</summary>
    ushort CodeAt(int place);

    /// <summary>The body of the option at a place; it holds until the next one is added.</summary>
    ReadOnlySpan<byte> BodyAt(int place);

    bool Has(ushort code);

    /// <summary>The body of the option with the code, of several that with this number among them, from 0.</summary>
    bool TryFind(ushort code, int number, out ReadOnlySpan<byte> body);

    /// <summary>Adds an option beside those with the same code.</summary>
    void Add(ushort code, ReadOnlySpan<byte> body);

    /// <summary>Gives the option at a place another body.</summary>
    void Replace(int place, ReadOnlySpan<byte> body);

    /// <summary>Takes every option with the code out.</summary>
    void Remove(ushort code);

    /// <summary>The whole message without relays' around it, for a callout that then wants <see cref="NextStep.Skip"/>.</summary>
    void SetMessage(ReadOnlySpan<byte> message);
}
