using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// The option sets a reply draws from, the one that wins first: reservation, the pools of what was given in their
/// order, subnet, shared network, globe.
/// </summary>
public readonly ref struct Scopes6(Exchange6 exchange)
{
    private readonly Exchange6 _exchange = exchange;

    public int Count => _exchange.Pools.Count + 4;

    public OptionSet this[int index]
    {
        get
        {
            int pools = _exchange.Pools.Count;
            if (index > 0 && index <= pools)
            {
                return _exchange.Pools[index - 1].Options;
            }

            var set = (index == 0 ? 0 : index - pools) switch
            {
                0 => _exchange.Host?.Options,
                1 => _exchange.Subnet?.Options,
                2 => _exchange.Subnet?.Network?.Options,
                _ => _exchange.Settings.Options,
            };
            return set ?? OptionSet.Empty;
        }
    }

    /// <summary>The option as the first scope has it; null when none has.</summary>
    public ConfiguredOption? Find(ushort code)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i].Find(code) is { } option)
            {
                return option;
            }
        }

        return null;
    }
}
