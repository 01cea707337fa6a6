namespace StandardLibraries.LeaseQuery.Bulk;

/// <summary>What answers a bulk query, a few messages at a time, on the loop's thread.</summary>
internal interface IBulkAnswer
{
    /// <summary>Appends the next messages.</summary>
    /// <param name="to">Takes each message without its length.</param>
    /// <param name="most">Leases that may be told of.</param>
    /// <returns>False when that was all.</returns>
    bool Next(List<byte[]> to, int most);
}
