using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>What a trace says of each pool that an allocator came to.</summary>
internal static class PickTrace
{
    public static (string Name, Element Value)[] Picked<TAddr, TPool>(PoolState<TAddr, TPool> state, AllocatorKind kind, TAddr address)
        where TAddr : struct, IAddress<TAddr>
        where TPool : Pool<TAddr> =>
        [
            ("pool", Element.Of(state.Pool.Text)),
            ("picked", Element.Of(address.ToString()!)),
            ("reason", Element.Of(kind switch
            {
                AllocatorKind.Iterative => "the next free one after the one given last",
                AllocatorKind.Random => "the next free one in random order",
                _ => "the one that is free for the longest time",
            })),
            Free(state),
        ];

    public static (string Name, Element Value)[] PassedOver<TAddr, TPool>(
        PoolState<TAddr, TPool> state, ClassSet classes, Predicate<TPool>? isWanted)
        where TAddr : struct, IAddress<TAddr>
        where TPool : Pool<TAddr> =>
        [
            ("pool", Element.Of(state.Pool.Text)),
            ("reason", Element.Of(
                isWanted is not null && !isWanted(state.Pool) ? "it does not give prefixes of the length that is looked for"
                : !state.Pool.ClientClasses.Admits(classes) ? "its classes do not let the client in"
                : "nothing in it is free")),
            Free(state),
        ];

    private static (string, Element) Free<TAddr, TPool>(PoolState<TAddr, TPool> state)
        where TAddr : struct, IAddress<TAddr>
        where TPool : Pool<TAddr> => ("free", Element.OfLarge((Int128)state.Allocator.FreeCount));
}
