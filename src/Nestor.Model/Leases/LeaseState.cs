namespace Nestor.Model.Leases;

/// <summary>Lease states as numbered in lease files, SQL tables and commands.</summary>
public enum LeaseState : byte
{
    /// <summary>Assigned to a client.</summary>
    Default = 0,

    /// <summary>A client found the address in use; nobody has it until the probation ends.</summary>
    Declined = 1,

    /// <summary>Ran out and was reclaimed; kept so that the client may come back to it.</summary>
    ExpiredReclaimed = 2,

    /// <summary>Given back by its client; kept so that the client may come back to it.</summary>
    Released = 3,

    /// <summary>Registered by its client (RFC 9686); v6 only.</summary>
    Registered = 4,
}
