using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Settings;

namespace Nestor.Model.Hosts;

/// <summary>What a reservation knows its client by; numbered as in Kea's SQL schema.</summary>
public enum HostIdentifierType : byte
{
    HwAddress = 0,
    Duid = 1,
    CircuitId = 2,
    ClientId = 3,
    FlexId = 4,
}

/// <summary>One entry of <c>reservations</c>, as far as both families have it alike. Frozen.</summary>
public abstract record Reservation
{
    /// <summary>0 for a global reservation.</summary>
    public required uint SubnetId { get; init; }

    public required HostIdentifierType IdentifierType { get; init; }

    /// <summary>Hardware address 1 to 20 bytes, others 1 to 128. Without a hardware type in front.</summary>
    public required byte[] Identifier { get; init; }

    /// <summary>Empty when none is reserved.</summary>
    public string Hostname { get; init; } = "";

    public OptionSet Options { get; init; } = OptionSet.Empty;

    /// <summary>Classes the client is in because of it.</summary>
    public ClassList ClientClasses { get; init; } = ClassList.Empty;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
