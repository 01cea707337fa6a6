using System.Runtime.CompilerServices;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// The relays' messages of a datagram as they are, around another message than the one that was inside: every option
/// stays in its place, and the lengths around the message are made to fit.
/// </summary>
public struct RelayCopy6
{
    private Marks _marks;
    private int _count;

    /// <summary>Writes what stands before the message inside; the other message comes next, and then <see cref="End"/>.</summary>
    public static RelayCopy6 Begin(ref OptionWriter6 to, RelayChain6 chain)
    {
        var copy = new RelayCopy6 { _count = chain.Count };
        for (int hop = 0; hop < chain.Count; hop++)
        {
            to.Bytes(chain.BeforeRelayed(hop));
            copy._marks[hop] = to.Begin(OptionCode6.RelayMessage);
        }

        return copy;
    }

    /// <summary>Closes the relayed messages and writes what stands behind them, the inner ones first.</summary>
    public readonly void End(ref OptionWriter6 to, RelayChain6 chain)
    {
        for (int hop = _count - 1; hop >= 0; hop--)
        {
            to.End(_marks[hop]);
            to.Bytes(chain.BehindRelayed(hop));
        }
    }

    [InlineArray(RelayChain6.MaxHops)]
    private struct Marks
    {
        private int _first;
    }
}
