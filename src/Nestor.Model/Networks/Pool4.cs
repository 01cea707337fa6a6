using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>Addresses of a subnet that are handed out to clients without a reservation.</summary>
/// <param name="Id">pool-id; 0 when not configured. Several pools may share one.</param>
/// <param name="Text">The pool as configured, for messages.</param>
public abstract record Pool<TAddr>(AddressRange<TAddr> Range, uint Id, OptionSet Options, string Text)
    where TAddr : struct, IAddress<TAddr>
{
    /// <summary>Guard classes.</summary>
    public ClassList ClientClasses { get; init; } = ClassList.Empty;

    /// <summary>evaluate-additional-classes: looked at once this has served the client.</summary>
    public ClassList AdditionalClasses { get; init; } = ClassList.Empty;

    /// <summary>What holds for names of clients in this pool; null when it is what holds in the subnet.</summary>
    public DdnsParameters? Ddns { get; init; }

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <inheritdoc/>
public sealed record Pool4(AddressRange<Ip4> Range, uint Id, OptionSet Options, string Text)
    : Pool<Ip4>(Range, Id, Options, Text);
