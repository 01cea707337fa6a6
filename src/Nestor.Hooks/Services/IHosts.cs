using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;

namespace Nestor.Hooks.Services;

/// <summary>Reservations beside those of the configuration, which count from there on as they do.</summary>
public interface IHosts
{
    /// <summary>
    /// Reads reservations as those of a configuration are read, together: of each what it means, in their order. Null, with the
    /// reason, when one is wrong. On any thread.
    /// </summary>
    /// <param name="settings">Of the server: its options, subnets and classes are those that are meant.</param>
    IReadOnlyList<Reservation>? Read(DhcpSettings settings, IReadOnlyList<PlacedHost> hosts, out string error);

    /// <summary>Makes a source of these that is at hand in memory; on any thread.</summary>
    /// <param name="hosts">Of <see cref="Read"/>; the first of those with the same identifier in a subnet counts.</param>
    IHostSource SourceOf(IReadOnlyList<Reservation> hosts);

    /// <summary>
    /// From now on queries find what is in this source, where the configuration has nothing for the client. On the loop's
    /// thread; a library takes its source away when it is disposed.
    /// </summary>
    /// <param name="source">Null for none; in the place of the one before.</param>
    /// <param name="removed">What the one before had and this one has not.</param>
    /// <param name="added">What this one has and the one before had not.</param>
    void Use(IHostSource? source, IReadOnlyList<Reservation> removed, IReadOnlyList<Reservation> added);

    /// <summary>
    /// Writes a file whole or not at all, also in a power cut. Null when done, else why what was there still is. On any
    /// thread but the loop's, for it waits for the disk.
    /// </summary>
    string? WriteFile(string path, byte[] text);
}

/// <summary>A reservation as it is written.</summary>
/// <param name="SubnetId">0 for a global one; of an id that no subnet has nothing is known but the number.</param>
/// <param name="Map">As an entry of <c>reservations</c>.</param>
public readonly record struct PlacedHost(uint SubnetId, Element Map);
